package travel.baboo.messaging.conversation.participant;

import java.util.regex.Pattern;

/**
 * A phone's address as Twilio wants it: E.164, with {@code whatsapp:} before it for WhatsApp. {@link PhoneNumbers} makes them.
 *
 * @param whatsApp whether it is reached over WhatsApp
 * @param e164 {@code +}, country code and number, 8 to 15 digits in all: no shorter number takes messages from abroad
 */
public record PhoneAddress(boolean whatsApp, String e164) {

    static final String WHATSAPP = "whatsapp:";
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{7,14}");

    public PhoneAddress {
        if (!E164.matcher(e164).matches()) {
            throw new IllegalArgumentException("not E.164");
        }
    }

    /** The same phone, over this channel. */
    public PhoneAddress over(boolean overWhatsApp) {
        return new PhoneAddress(overWhatsApp, e164);
    }

    @Override
    public String toString() {
        return whatsApp ? WHATSAPP + e164 : e164;
    }
}
