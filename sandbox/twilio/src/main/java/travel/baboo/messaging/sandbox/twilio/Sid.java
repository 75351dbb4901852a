package travel.baboo.messaging.sandbox.twilio;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Twilio's identifiers: a two-letter prefix and 32 hex digits. */
public final class Sid {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Sid() {}

    public static String create(String prefix) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }

    public static boolean is(String prefix, String text) {
        return text.length() == 34
                && text.startsWith(prefix)
                && text.substring(2).matches("[0-9a-fA-F]{32}");
    }
}
