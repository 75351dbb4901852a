package travel.baboo.messaging.conversation.participant;

import java.util.regex.Pattern;

/**
 * A phone's address as Twilio wants it: E.164, with {@code whatsapp:} before it for WhatsApp.
 *
 * @param whatsApp whether it is reached over WhatsApp
 * @param e164 {@code +}, country code and number, 8 to 15 digits in all
 */
public record PhoneAddress(boolean whatsApp, String e164) {

    private static final String WHATSAPP = "whatsapp:";
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{7,14}");
    private static final Pattern PUNCTUATION = Pattern.compile("[\\s().-]");

    public PhoneAddress {
        if (!E164.matcher(e164).matches()) {
            throw new IllegalArgumentException("a phone number starts with + and its country code, 8 to 15 digits");
        }
    }

    /** Reads an address; blanks and usual punctuation are dropped. */
    public static PhoneAddress parse(String text) {
        String trimmed = text.trim();
        boolean whatsApp = trimmed.startsWith(WHATSAPP);
        String number = whatsApp ? trimmed.substring(WHATSAPP.length()) : trimmed;
        return new PhoneAddress(whatsApp, PUNCTUATION.matcher(number).replaceAll(""));
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
