package travel.baboo.messaging.conversation.contactdetail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens to contact details in a message. */
public enum Mode {
    /** Nothing. */
    OFF,
    /** The message is published unchanged and reported. */
    FLAG,
    /** They are hidden: the message is published with a placeholder instead of them, and reported. */
    REPLACE;

    /** The name in settings and requests. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Mode> find(@Nullable String text) {
        return Arrays.stream(values()).filter(mode -> mode.text().equals(text)).findFirst();
    }
}
