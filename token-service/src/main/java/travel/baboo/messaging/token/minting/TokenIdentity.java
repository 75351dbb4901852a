package travel.baboo.messaging.token.minting;

/**
 * The identity in a token. Compared exactly, because identities at Twilio are case-sensitive.
 *
 * <p>Text that UTF-8 cannot represent is rejected: it would become another identity.
 *
 * @param value 1 to 256 characters, no control characters, no unpaired surrogates
 */
public record TokenIdentity(String value) {

    public static final int MAX_LENGTH = 256;

    public TokenIdentity {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("an identity has 1 to " + MAX_LENGTH + " characters, not only spaces");
        }
        value.codePoints().forEach(TokenIdentity::requireWritable);
    }

    private static void requireWritable(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.SURROGATE || type == Character.CONTROL) {
            throw new IllegalArgumentException("an identity has no control characters and only whole characters");
        }
    }

    @Override
    public String toString() {
        return "TokenIdentity[…]";
    }
}
