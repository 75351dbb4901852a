package travel.baboo.messaging.sandbox.twilio;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an API key may do.
 *
 * <p>Source: Twilio, "API keys overview": a Standard key may do everything but read or change accounts and keys, for which Twilio answers
 * 20003; a Main key may do that too; a Restricted key may do what is allowed to it and nothing else. Which error a Restricted key gets is
 * not documented; here it is the same.
 */
public enum ApiKeyKind {
    MAIN,
    STANDARD,
    RESTRICTED;

    /** Accounts themselves and their keys; what else stands below an account is open to every key. */
    private static final Pattern ACCOUNTS_AND_KEYS = Pattern.compile(
            "/2010-04-01/Accounts(?:/[^/]+)?(?:\\.json)?(?:/(?:Keys|SigningKeys)(?:/[^/]+)?(?:\\.json)?)?/?");

    /** The kind in a setting. */
    public static ApiKeyKind of(String text) {
        try {
            return valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("SANDBOX_API_KEY_KIND must be main, standard or restricted", e);
        }
    }

    /**
     * Whether a key of this kind may use the path.
     *
     * @param allowed the beginnings of paths that are allowed to a Restricted key
     */
    boolean allows(String path, List<String> allowed) {
        return switch (this) {
            case MAIN -> true;
            case STANDARD -> !ACCOUNTS_AND_KEYS.matcher(path).matches();
            case RESTRICTED -> allowed.stream().anyMatch(path::startsWith);
        };
    }
}
