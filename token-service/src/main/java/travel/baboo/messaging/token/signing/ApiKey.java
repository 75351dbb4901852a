package travel.baboo.messaging.token.signing;

import travel.baboo.messaging.common.sid.Sid;

/**
 * A Twilio API key. Nothing prints its secret, including {@link #toString()}.
 *
 * @param sid {@code SK} and 32 hex digits
 * @param secret as Twilio shows it once: at least 32 printable ASCII characters, so that a truncated file is rejected
 */
public record ApiKey(String sid, String secret) {

    private static final String PREFIX = "SK";
    private static final int MIN_SECRET_LENGTH = 32;
    private static final int MAX_SECRET_LENGTH = 512;

    public ApiKey {
        if (!Sid.matches(PREFIX, sid)) {
            throw new IllegalArgumentException("the API key's SID is not SK and 32 hex digits");
        }
        if (secret.length() < MIN_SECRET_LENGTH || secret.length() > MAX_SECRET_LENGTH) {
            throw new IllegalArgumentException(
                    "the API key's secret has " + secret.length() + " characters, fewer than 32 or more than 512");
        }
        if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("the API key's secret has characters that are not printable ASCII");
        }
    }

    @Override
    public String toString() {
        return sid;
    }
}
