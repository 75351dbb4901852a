package travel.baboo.messaging.conversation.message;

import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.conversation.participant.Members;

/** The label beside a message in the mirror: its own, or one that follows from its author. */
@Singleton
public class AuthorLabels {

    /** Twilio's author of messages that nobody signed. */
    private static final String SYSTEM = "system";

    private final SenderLabels labels;

    AuthorLabels(SenderLabels labels) {
        this.labels = labels;
    }

    /**
     * The label of a message.
     *
     * @param fromPhone whether its author takes part with a phone
     * @param participantAttributes those of the author's membership, which may tell role and name; null for none
     * @param inquiry the inquiry that the conversation began with; null when there is none
     */
    public String of(
            @Nullable String attributes,
            @Nullable String author,
            boolean fromPhone,
            @Nullable String participantAttributes,
            @Nullable JsonObject inquiry) {
        return labels.find(attributes)
                .or(() -> ofParticipant(participantAttributes))
                .orElseGet(() -> derive(author, fromPhone, inquiry));
    }

    private Optional<String> ofParticipant(@Nullable String attributes) {
        return Members.role(attributes).flatMap(role -> Members.name(attributes).map(name -> labels.label(role, name)));
    }

    private String derive(@Nullable String author, boolean fromPhone, @Nullable JsonObject inquiry) {
        if (author == null || author.equals(SYSTEM)) {
            return labels.label(Role.ADMIN, "");
        }
        if (inquiry != null) {
            JsonObject expert = inquiry.getJsonObject("expert");
            if (author.equals(expert.getString("identity"))) {
                return labels.label(Role.EXPERT, expert.getString("name"));
            }
            JsonObject traveler = inquiry.getJsonObject("traveler");
            if (fromPhone || author.equals(traveler.getString("identity"))) {
                return labels.label(Role.TRAVELER, traveler.getString("name"));
            }
        }
        // A phone number must not become a label that others read.
        return labels.label(Role.TRAVELER, fromPhone ? "Guest" : author);
    }
}
