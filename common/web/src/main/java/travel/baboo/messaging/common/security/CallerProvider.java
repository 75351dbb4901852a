package travel.baboo.messaging.common.security;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import travel.baboo.messaging.common.problem.ProblemException;

/** Reads the {@link Caller} from the request's verified app JWT. */
@Singleton
public class CallerProvider {

    private final SecurityIdentity security;
    private final CallerConfig config;

    CallerProvider(SecurityIdentity security, CallerConfig config) {
        this.security = security;
        this.config = config;
    }

    /** The caller; rejects a JWT without an identity with 400, and one with a widget's identity with 403. */
    public Caller get() {
        JsonWebToken token = token();
        String identity = identity(token);
        return new Caller(identity, text(token, config.nameClaim()).orElse(identity), roles());
    }

    /**
     * The caller with the identity as display name, where names are not shown. Reading a claim outside the JWT
     * specification, such as {@code name}, costs an exception inside the JWT library.
     */
    public Caller getUnnamed() {
        String identity = identity(token());
        return new Caller(identity, identity, roles());
    }

    /** When the request's app JWT expires. */
    public Instant expiry() {
        return Instant.ofEpochSecond(token().getExpirationTime());
    }

    private Set<Role> roles() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String group : security.getRoles()) {
            Role.find(group).ifPresent(roles::add);
        }
        return roles;
    }

    private JsonWebToken token() {
        if (security.getPrincipal() instanceof JsonWebToken token) {
            return token;
        }
        throw new IllegalStateException("CallerProvider is only for requests whose app JWT has been verified");
    }

    private String identity(JsonWebToken token) {
        for (String claim : config.identityClaims()) {
            Optional<String> text = text(token, claim);
            if (text.isPresent()) {
                if (text.get().length() > Caller.MAX_IDENTITY_LENGTH) {
                    throw ProblemException.invalid("The login's identity is longer than Twilio takes.");
                }
                return requireNobodyElses(text.get());
            }
        }
        throw ProblemException.invalid("identity required");
    }

    /** Rejects UUIDs, which belong to widget visitors, and control characters: the identity must come from another claim. */
    private static String requireNobodyElses(String identity) {
        if (WidgetIdentity.matches(identity)) {
            throw ProblemException.forbidden(
                    "The login's identity is a UUID, as chat widgets have without a login; baboo.caller.identity-claims names"
                            + " the claim with another.");
        }
        if (identity.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid("The login's identity has control characters.");
        }
        return identity;
    }

    private static Optional<String> text(JsonWebToken token, String claim) {
        Object value = token.getClaim(claim);
        if (value instanceof JsonString json) {
            value = json.getString();
        }
        return value instanceof String string && !string.isBlank() ? Optional.of(string) : Optional.empty();
    }
}
