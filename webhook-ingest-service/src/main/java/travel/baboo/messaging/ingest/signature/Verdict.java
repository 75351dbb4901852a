package travel.baboo.messaging.ingest.signature;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the verifier found.
 *
 * @param reason why the request is not Twilio's; null when it is
 * @param key the name of the key that matched
 * @param urlForm the form of the URL that matched
 */
public record Verdict(@Nullable Reason reason, @Nullable String key, @Nullable String urlForm) {

    /** Why a request is not taken for Twilio's. */
    public enum Reason {
        MISSING,
        MALFORMED,
        WRONG,
        TOO_MANY_FIELDS,
        BODY_HASH;

        /** The metric's label. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Verdict matched(String key, String urlForm) {
        return new Verdict(null, key, urlForm);
    }

    static Verdict refused(Reason reason) {
        return new Verdict(reason, null, null);
    }

    public boolean accepted() {
        return reason == null;
    }
}
