package travel.baboo.messaging.common.security;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identities of visitors who use the chat widget without a login: UUIDs, and nobody else's.
 *
 * <p>Promise: anybody gets a token for a widget's identity, so no login, no bot and nobody of ours may have one. Whatever has the shape
 * of a UUID is the widget's, in capitals or not.
 */
public final class WidgetIdentity {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final String NIL = "00000000-0000-0000-0000-000000000000";

    private WidgetIdentity() {}

    /** Whether an identity has the shape of a widget's: then it may not be anybody else's. Blanks around it do not hide it. */
    public static boolean matches(String identity) {
        return UUID.matcher(identity.strip()).matches();
    }

    /** The visitor's identity in its one form, lower case; empty when the text is no UUID, or the nil UUID, which is nobody's. */
    public static Optional<String> find(String text) {
        return Optional.of(text)
                .filter(candidate -> UUID.matcher(candidate).matches())
                .map(candidate -> candidate.toLowerCase(Locale.ROOT))
                .filter(candidate -> !candidate.equals(NIL));
    }

    /**
     * Refuses a configured identity that anybody could have.
     *
     * @param setting how operators call it, for the error
     */
    public static String refuse(String setting, String identity) {
        if (matches(identity)) {
            throw new IllegalArgumentException(
                    setting + ": an identity that is a UUID is a chat widget's, for which anybody gets a token");
        }
        return identity;
    }
}
