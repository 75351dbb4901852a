package travel.baboo.messaging.relay.sms;

/** The number of segments of a text, because rates count segments. Source: GSM 03.38, and Twilio's page on segments. */
final class SmsSegments {

    private static final String BASIC =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
                    + "abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENDED = "^{}\\[~]|€\f";

    private static final int SINGLE_GSM = 160;
    private static final int LINKED_GSM = 153;
    private static final int SINGLE_UNICODE = 70;
    private static final int LINKED_UNICODE = 67;

    private SmsSegments() {}

    static int count(String text) {
        int septets = septets(text);
        if (septets >= 0) {
            return septets <= SINGLE_GSM ? 1 : ceil(septets, LINKED_GSM);
        }
        return text.length() <= SINGLE_UNICODE ? 1 : ceil(text.length(), LINKED_UNICODE);
    }

    private static int septets(String text) {
        int septets = 0;
        for (int i = 0; i < text.length(); i++) {
            if (BASIC.indexOf(text.charAt(i)) >= 0) {
                septets++;
            } else if (EXTENDED.indexOf(text.charAt(i)) >= 0) {
                septets += 2;
            } else {
                return -1;
            }
        }
        return septets;
    }

    private static int ceil(int length, int by) {
        return (length + by - 1) / by;
    }
}
