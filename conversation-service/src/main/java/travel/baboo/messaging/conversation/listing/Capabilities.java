package travel.baboo.messaging.conversation.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What can be sent into a conversation now, so that it reaches everybody in it.
 *
 * @param text free text
 * @param media pictures and files
 * @param template approved templates ({@code contentSid})
 * @param reason why not all of it: {@code closed}, {@code opted-out} (the traveler wrote STOP) or {@code whatsapp-window-closed}
 *     (WhatsApp takes free text only within 24 hours of the traveler's last message)
 * @param since since when that is so; null when the traveler never wrote
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Capabilities(
        boolean text,
        boolean media,
        boolean template,
        @Schema(enumeration = {"closed", "opted-out", "whatsapp-window-closed"}) @Nullable String reason,
        @Nullable Instant since) {

    private static final Duration WHATSAPP_WINDOW = Duration.ofHours(24);

    /**
     * What is known of the phone in a conversation.
     *
     * @param whatsApp whether it is reached over WhatsApp
     * @param lastInboundAt when it last wrote to us; null for never
     * @param optedOutAt since when it wants nothing more; null when it does
     */
    record Phone(boolean whatsApp, @Nullable Instant lastInboundAt, @Nullable Instant optedOutAt) {}

    /**
     * @param closedAt when it was closed, if that is known
     * @param phone null when nobody takes part with one
     * @param relayed whether the traveler is reached through the relay, which sends texts and no media
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
                    phone.lastInboundAt() == null ? null : phone.lastInboundAt().plus(WHATSAPP_WINDOW);
            if (end == null || !end.isAfter(now)) {
                return new Capabilities(false, false, true, "whatsapp-window-closed", end);
            }
        }
        return new Capabilities(true, !relayed, true, null, null);
    }
}
