package travel.baboo.messaging.token.minting;

/** Writes JSON strings by hand: a token has one variable text, and a mapper would cost more than the signature. */
public final class JsonText {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonText() {}

    /** Appends the text in quotes, with the escapes that RFC 8259 requires. */
    public static void append(StringBuilder json, String text) {
        json.append('"');
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                json.append(text, copied, i);
                escape(json, c);
                copied = i + 1;
            }
        }
        json.append(text, copied, text.length()).append('"');
    }

    private static void escape(StringBuilder json, char c) {
        json.append('\\');
        if (c < ' ') {
            json.append("u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
        } else {
            json.append(c);
        }
    }
}
