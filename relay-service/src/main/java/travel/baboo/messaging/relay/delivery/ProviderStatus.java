package travel.baboo.messaging.relay.delivery;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;

/**
 * Twilio's report on a text after its acceptance.
 *
 * @param status Twilio's value
 * @param errorCode with {@code failed} and {@code undelivered}
 * @param person the recipient, in the form stored with deliveries
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

    /** A status advances only to one of higher rank; unknown values have no effect. */
    int rank() {
        return RANKS.getOrDefault(status, -1);
    }

    boolean isFailure() {
        return rank() == 6;
    }

    /** The reason in one word. */
    String reason() {
        return errorCode == null ? status : status + "-" + errorCode;
    }

    /** Whether WhatsApp rejected free text outside the window. */
    boolean needsWindow() {
        return isFailure()
                && errorCode != null
                && TwilioErrorKind.of(BAD_REQUEST, errorCode) == TwilioErrorKind.WHATSAPP_WINDOW_CLOSED;
    }

    /** Whether the same text may succeed later: the handset was off, a queue was full. */
    boolean mayPassLater() {
        return isFailure()
                && errorCode != null
                && TwilioErrorKind.of(BAD_REQUEST, errorCode).repeat() == TwilioErrorKind.Repeat.LATER;
    }
}
