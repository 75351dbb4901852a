package travel.baboo.messaging.relay.delivery;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;

/**
 * What Twilio reports of a text after it was accepted.
 *
 * @param status Twilio's word
 * @param errorCode with {@code failed} and {@code undelivered}
 * @param person whom the text is for, as deliveries keep it
 */
public record ProviderStatus(String providerSid, String status, @Nullable Integer errorCode, @Nullable String person) {

    private static final int BAD_REQUEST = 400;

    private static final Map<String, Integer> RANKS = Map.ofEntries(
            Map.entry("scheduled", 0),
            Map.entry("accepted", 0),
            Map.entry("queued", 1),
            Map.entry("sending", 2),
            Map.entry("sent", 3),
            Map.entry("delivered", 4),
            Map.entry("read", 5),
            Map.entry("canceled", 6),
            Map.entry("failed", 6),
            Map.entry("undelivered", 6));

    /** A status only moves on to one of a higher rank; a word that nobody knows never moves anything. */
    int rank() {
        return RANKS.getOrDefault(status, -1);
    }

    boolean isFailure() {
        return rank() == 6;
    }

    /** A short word for why. */
    String reason() {
        return errorCode == null ? status : status + "-" + errorCode;
    }

    /** Whether it is WhatsApp that takes no free text before the person writes. */
    boolean needsWindow() {
        return isFailure()
                && errorCode != null
                && TwilioErrorKind.of(BAD_REQUEST, errorCode) == TwilioErrorKind.WHATSAPP_WINDOW_CLOSED;
    }

    /** Whether the same text may pass later: the handset was off, a queue was full. */
    boolean mayPassLater() {
        return isFailure()
                && errorCode != null
                && TwilioErrorKind.of(BAD_REQUEST, errorCode).repeat() == TwilioErrorKind.Repeat.LATER;
    }
}
