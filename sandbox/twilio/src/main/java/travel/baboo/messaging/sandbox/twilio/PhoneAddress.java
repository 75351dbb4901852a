package travel.baboo.messaging.sandbox.twilio;

import java.util.regex.Pattern;

/** Addresses of phones as Twilio writes them: {@code +E164} for SMS, {@code whatsapp:+E164} for WhatsApp. */
public final class PhoneAddress {

    private static final String WHATSAPP = "whatsapp:";
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /**
     * WhatsApp's business-scoped user id of a person who hides their number, in place of it: {@code US.13491208655302741918}. Source: Meta,
     * "Business-scoped user IDs" (2026), seen in Twilio's {@code From} as {@code whatsapp:US.…}.
     */
    private static final Pattern WHATSAPP_USER_ID = Pattern.compile("[A-Z]{2}\\.[A-Za-z0-9.]{1,128}");

    private PhoneAddress() {}

    public static boolean isE164(String text) {
        return E164.matcher(text).matches();
    }

    public static boolean isValid(String address) {
        return isE164(number(address))
                || (isWhatsApp(address)
                        && WHATSAPP_USER_ID.matcher(number(address)).matches());
    }

    public static boolean isWhatsApp(String address) {
        return address.startsWith(WHATSAPP);
    }

    /** The bare number. */
    public static String number(String address) {
        return isWhatsApp(address) ? address.substring(WHATSAPP.length()) : address;
    }

    /** {@code sms} or {@code whatsapp}. */
    public static String channel(String address) {
        return isWhatsApp(address) ? "whatsapp" : "sms";
    }

    public static String on(String channel, String number) {
        return "whatsapp".equalsIgnoreCase(channel) ? WHATSAPP + number(number) : number(number);
    }
}
