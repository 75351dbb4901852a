package travel.baboo.messaging.common.security;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The business role of a caller, from the app JWT's {@code groups}. Declared from strongest to weakest. */
public enum Role {
    ADMIN,
    BOT,
    EXPERT,
    TRAVELER;

    private static final Map<String, Role> BY_GROUP =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Role::group, Function.identity()));

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
        return Optional.ofNullable(BY_GROUP.get(group));
    }
}
