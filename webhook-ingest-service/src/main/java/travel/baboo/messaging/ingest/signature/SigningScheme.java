package travel.baboo.messaging.ingest.signature;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which kind of key signed, and how. What is signed is the same in every scheme: the URL, and the fields of a form.
 *
 * <p>Source: twilio.com/docs/usage/webhooks/webhook-shared-keys (public beta) and {@code examples/WebhookSignatureValidation.md} of
 * Twilio's Node library: without the header the auth token signs with HMAC-SHA1; with it a shared key signs with the algorithm that it
 * names, and the secret is used as text.
 *
 * @param sharedKey whether a shared key signed instead of the account's auth token
 */
record SigningScheme(boolean sharedKey, Algorithm algorithm) {

    /** An algorithm under Twilio's name for it. */
    enum Algorithm {
        HMAC_SHA1("HmacSHA1", 20),
        HMAC_SHA256("HmacSHA256", 32);

        private final String javaName;
        private final int length;

        Algorithm(String javaName, int length) {
            this.javaName = javaName;
            this.length = length;
        }

        String javaName() {
            return javaName;
        }

        /** Bytes of a signature. */
        int length() {
            return length;
        }
    }

    static final SigningScheme AUTH_TOKEN = new SigningScheme(false, Algorithm.HMAC_SHA1);

    private static final Pattern NAMED = Pattern.compile("(?:^|,)\\s*algorithm\\s*=\\s*([A-Za-z0-9_-]+)\\s*(?:,|$)");

    /** The scheme that the header {@code key=…,algorithm=…} names; empty for an unknown one. */
    static Optional<SigningScheme> of(@Nullable String settings) {
        if (settings == null) {
            return Optional.of(AUTH_TOKEN);
        }
        Matcher named = NAMED.matcher(settings);
        return named.find()
                ? Arrays.stream(Algorithm.values())
                        .filter(algorithm -> algorithm.name().equals(named.group(1)))
                        .map(algorithm -> new SigningScheme(true, algorithm))
                        .findFirst()
                : Optional.empty();
    }
}
