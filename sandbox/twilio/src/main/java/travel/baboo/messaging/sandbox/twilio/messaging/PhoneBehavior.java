package travel.baboo.messaging.sandbox.twilio.messaging;

import org.jspecify.annotations.Nullable;

/**
 * How one phone reacts to what is sent to it.
 *
 * @param delivery how far texts get: sent, delivered, read, undelivered or failed
 * @param errorCode Twilio's error on undelivered and failed, 30003 (handset off) unless said
 * @param rejectCode an error with which sending is refused at once, such as 21211 or 21614
 * @param whatsAppWindow {@code auto} (open for 24 hours after the phone's last message), {@code open} or {@code closed}
 */
public record PhoneBehavior(
        @Nullable String delivery,
        @Nullable Integer errorCode,
        @Nullable Integer rejectCode,
        @Nullable String whatsAppWindow) {

    public static final PhoneBehavior NORMAL = new PhoneBehavior(null, null, null, null);

    public PhoneBehavior {
        delivery = delivery == null ? "delivered" : delivery;
        if (!delivery.matches("sent|delivered|read|undelivered|failed")) {
            throw new IllegalArgumentException("delivery is one of sent, delivered, read, undelivered, failed");
        }
        whatsAppWindow = whatsAppWindow == null ? "auto" : whatsAppWindow;
        if (!whatsAppWindow.matches("auto|open|closed")) {
            throw new IllegalArgumentException("whatsAppWindow is one of auto, open, closed");
        }
    }

    boolean fails() {
        return "undelivered".equals(delivery) || "failed".equals(delivery);
    }

    int errorCodeOrDefault() {
        return errorCode == null ? 30003 : errorCode;
    }
}
