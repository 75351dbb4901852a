package travel.baboo.messaging.relay.sms;

import java.util.Locale;
import travel.baboo.messaging.common.twilio.TwilioConfig;

/** The two ways to a phone. */
enum TextChannel {
    SMS,
    WHATSAPP;

    private static final String PREFIX = "whatsapp:";

    /** The destination's name. */
    String destination() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel of an address, {@code +…} or {@code whatsapp:+…}. */
    static TextChannel of(String address) {
        return address.startsWith(PREFIX) ? WHATSAPP : SMS;
    }

    /** Whether it is the address of a phone at all. */
    static boolean isAddress(String text) {
        String number = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        return number.length() > 1
                && number.charAt(0) == '+'
                && number.chars().skip(1).allMatch(Character::isDigit);
    }

    /**
     * Who sends on this channel: the messaging service, or our number.
     *
     * @throws IllegalStateException when the settings name neither
     */
    String sender(TwilioConfig twilio) {
        return twilio.messagingServiceSid()
                .orElseGet(() -> (this == WHATSAPP ? PREFIX : "")
                        + twilio.phoneNumber()
                                .orElseThrow(() -> new IllegalStateException(
                                        "Set TWILIO_MESSAGING_SERVICE_SID or TWILIO_PHONE_NUMBER to send SMS.")));
    }
}
