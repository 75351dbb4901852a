package travel.baboo.messaging.relay.sms;

import java.util.Locale;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.phone.PhoneAddress;

/** The two channels to a phone. */
enum TextChannel {
    SMS,
    WHATSAPP;

    /** The destination's name. */
    String destination() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel of a phone's address. */
    static TextChannel of(PhoneAddress address) {
        return address.whatsApp() ? WHATSAPP : SMS;
    }

    /**
     * The sender on this channel: the messaging service, or our number.
     *
     * @throws IllegalStateException if neither is configured
     */
    String sender(TwilioConfig twilio) {
        return twilio.messagingServiceSid()
                .orElseGet(() -> (this == WHATSAPP ? PhoneAddress.WHATSAPP_PREFIX : "")
                        + twilio.phoneNumber()
                                .orElseThrow(() -> new IllegalStateException(
                                        "Set TWILIO_MESSAGING_SERVICE_SID or TWILIO_PHONE_NUMBER to send texts, or"
                                                + " baboo.relay.sms.enabled to false.")));
    }
}
