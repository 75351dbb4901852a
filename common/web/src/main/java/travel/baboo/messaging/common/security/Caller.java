package travel.baboo.messaging.common.security;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The caller of a request.
 *
 * @param identity the identity at Twilio, exactly as the login spells it, 1 to 256 characters
 * @param name the display name
 * @param roles possibly none
 */
public record Caller(String identity, String name, Set<Role> roles) {

    public static final int MAX_IDENTITY_LENGTH = 256;

    public Caller {
        if (identity.isBlank() || identity.length() > MAX_IDENTITY_LENGTH) {
            throw new IllegalArgumentException("an identity has 1 to " + MAX_IDENTITY_LENGTH + " characters");
        }
        Set<Role> copy = EnumSet.noneOf(Role.class);
        copy.addAll(roles);
        roles = Collections.unmodifiableSet(copy);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** The strongest role; a caller without any counts as a traveler, who has the fewest rights. */
    public Role strongestRole() {
        return roles.stream().min(Enum::compareTo).orElse(Role.TRAVELER);
    }
}
