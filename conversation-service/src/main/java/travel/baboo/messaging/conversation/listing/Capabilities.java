package travel.baboo.messaging.conversation.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.participant.PhoneFacts;

/**
 * What can be sent now so that it reaches every participant.
 *
 * @param text free text
 * @param media images and files
 * @param template approved templates ({@code contentSid})
 * @param reason why something cannot be sent: {@code closed}, {@code opted-out} (the traveler wrote STOP) or {@code whatsapp-window-closed}
 *     (WhatsApp accepts free text only within 24 hours of the traveler's last message)
 * @param since since when; null if the traveler never wrote
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Capabilities(
        boolean text,
        boolean media,
        boolean template,
        @Schema(enumeration = {"closed", "opted-out", "whatsapp-window-closed"}) @Nullable String reason,
        @Nullable Instant since) {

    /**
     * What is known of a conversation's phone.
     *
     * @param whatsApp whether it uses WhatsApp
     * @param lastInboundAt when it last wrote to us; null if never
     * @param optedOutAt when it opted out; null if it has not
     */
    record Phone(boolean whatsApp, @Nullable Instant lastInboundAt, @Nullable Instant optedOutAt) {}

    /**
     * @param closedAt when the conversation was closed, if known
     * @param phone null if no participant uses a phone
     * @param relayed whether the traveler is reached through the relay, which sends text only
     */
    static Capabilities of(
            ConversationState state, @Nullable Instant closedAt, @Nullable Phone phone, boolean relayed, Instant now) {
        if (state == ConversationState.CLOSED) {
            return new Capabilities(false, false, false, "closed", closedAt);
        }
        if (phone != null && phone.optedOutAt() != null) {
            return new Capabilities(false, false, false, "opted-out", phone.optedOutAt());
        }
        if (phone != null && phone.whatsApp()) {
            Instant end =
                    phone.lastInboundAt() == null ? null : phone.lastInboundAt().plus(PhoneFacts.WHATSAPP_WINDOW);
            if (end == null || !end.isAfter(now)) {
                return new Capabilities(false, false, true, "whatsapp-window-closed", end);
            }
        }
        return new Capabilities(true, !relayed, true, null, null);
    }
}
