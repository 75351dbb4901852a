package travel.baboo.messaging.common.security;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Identities of widget visitors without a login: UUIDs, and only theirs.
 *
 * <p>Promise: anyone can get a token for a widget identity, so no login, bot or staff member may have one. Anything in the form
 * of a UUID belongs to the widget, in any case.
 */
public final class WidgetIdentity {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final String NIL = "00000000-0000-0000-0000-000000000000";

    private WidgetIdentity() {}

    /** Whether an identity has the form of a widget's and may not be used otherwise. Surrounding blanks do not hide it. */
    public static boolean matches(String identity) {
        return UUID.matcher(identity.strip()).matches();
    }

    /** The visitor's identity in canonical lower case; empty if the text is not a UUID, or is the nil UUID. */
    public static Optional<String> find(String text) {
        return Optional.of(text)
                .filter(candidate -> UUID.matcher(candidate).matches())
                .map(candidate -> candidate.toLowerCase(Locale.ROOT))
                .filter(candidate -> !candidate.equals(NIL));
    }

    /**
     * Rejects a configured identity that anyone could have.
     *
     * @param setting the setting's name, for the error
     */
    public static String refuse(String setting, String identity) {
        if (matches(identity)) {
            throw new IllegalArgumentException(
                    setting + ": an identity that is a UUID is a chat widget's, for which anybody gets a token");
        }
        return identity;
    }
}
