package travel.baboo.messaging.ingest.signature;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of a verification.
 *
 * @param reason why the request is not authentic; null if it is
 * @param key the name of the matching key
 * @param urlForm the matching form of the URL
 */
public record Verdict(@Nullable Reason reason, @Nullable String key, @Nullable String urlForm) {

    /** Why a request is not authentic. */
    public enum Reason {
        MISSING,
        MALFORMED,
        WRONG,
        TOO_MANY_FIELDS,
        BODY_HASH,
        UNKNOWN_SCHEME;

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
