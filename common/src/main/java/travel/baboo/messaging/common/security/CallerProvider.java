package travel.baboo.messaging.common.security;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonString;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import travel.baboo.messaging.common.problem.ProblemException;

/** Reads the {@link Caller} from the verified app JWT of the present request. */
@RequestScoped
public class CallerProvider {

    private final SecurityIdentity security;
    private final JsonWebToken token;
    private final CallerConfig config;

    CallerProvider(SecurityIdentity security, JsonWebToken token, CallerConfig config) {
        this.security = security;
        this.token = token;
        this.config = config;
    }

    /** The caller; a JWT that names nobody is refused with 400 {@code identity required}. */
    public Caller get() {
        String identity = config.identityClaims().stream()
                .flatMap(claim -> text(claim).stream())
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("identity required"));
        if (identity.length() > Caller.MAX_IDENTITY_LENGTH) {
            throw ProblemException.invalid("The login's identity is longer than Twilio takes.");
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        security.getRoles().forEach(group -> Role.find(group).ifPresent(roles::add));
        return new Caller(identity, text(config.nameClaim()).orElse(identity), roles);
    }

    private Optional<String> text(String claim) {
        Object value = token.getClaim(claim);
        if (value instanceof JsonString json) {
            value = json.getString();
        }
        return value instanceof String string && !string.isBlank() ? Optional.of(string) : Optional.empty();
    }
}
