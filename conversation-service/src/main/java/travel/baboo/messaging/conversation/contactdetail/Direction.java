package travel.baboo.messaging.conversation.contactdetail;

import java.util.Locale;
import java.util.Optional;
import travel.baboo.messaging.common.security.Role;

/** The direction of a message that is examined. Messages of the team, of bots and of the service itself have none: they are not examined. */
public enum Direction {
    /** From a traveler. */
    INBOUND,
    /** From an expert. */
    OUTBOUND;

    /** The name in settings and events. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Direction> ofAuthor(Role role) {
        return switch (role) {
            case TRAVELER -> Optional.of(INBOUND);
            case EXPERT -> Optional.of(OUTBOUND);
            case ADMIN, BOT -> Optional.empty();
        };
    }
}
