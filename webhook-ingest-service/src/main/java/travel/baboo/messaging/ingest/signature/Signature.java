package travel.baboo.messaging.ingest.signature;

import org.jspecify.annotations.Nullable;

/**
 * What a request says about its own signature.
 *
 * @param value {@code X-Twilio-Signature}; null if it was missing
 * @param settings {@code X-Twilio-Webhooks-Signature-Settings}, which names key and algorithm of a shared key; null if it was
 *     missing, and the auth token signed
 */
public record Signature(@Nullable String value, @Nullable String settings) {

    /** A signature by the auth token. */
    static Signature byAuthToken(@Nullable String value) {
        return new Signature(value, null);
    }
}
