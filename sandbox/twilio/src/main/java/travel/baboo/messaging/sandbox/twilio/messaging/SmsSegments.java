package travel.baboo.messaging.sandbox.twilio.messaging;

/** How many segments an SMS takes: GSM-7 holds 160 characters (153 when split), anything else 70 (67). */
final class SmsSegments {

    private static final String GSM_7 = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String GSM_7_EXTENDED = "^{}\\[~]|€\f";

    private SmsSegments() {}

    static int count(String body) {
        int septets = 0;
        for (int i = 0; i < body.length(); i++) {
            char character = body.charAt(i);
            if (GSM_7.indexOf(character) >= 0) {
                septets += 1;
            } else if (GSM_7_EXTENDED.indexOf(character) >= 0) {
                septets += 2;
            } else {
                return parts(body.length(), 70, 67);
            }
        }
        return parts(septets, 160, 153);
    }

    private static int parts(int length, int single, int each) {
        return length <= single ? 1 : (length + each - 1) / each;
    }
}
