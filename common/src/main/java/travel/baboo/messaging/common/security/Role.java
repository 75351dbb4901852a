package travel.baboo.messaging.common.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller is to the company; the app JWT's {@code groups} name them. Declared from the strongest to the weakest. */
public enum Role {
    ADMIN,
    BOT,
    EXPERT,
    TRAVELER;

    /** Role names for {@code @RolesAllowed}, which needs constants. */
    public static final class Names {
        public static final String ADMIN = "admin";
        public static final String BOT = "bot";
        public static final String EXPERT = "expert";
        public static final String TRAVELER = "traveler";

        private Names() {}
    }

    /** The name in the JWT's {@code groups}. */
    public String group() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> find(String group) {
        return Arrays.stream(values())
                .filter(role -> role.group().equals(group))
                .findFirst();
    }
}
