package travel.baboo.messaging.token.widget;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.sid.Sid;
import travel.baboo.messaging.token.issuing.TokenIssuer;
import travel.baboo.messaging.token.issuing.TokenKind;
import travel.baboo.messaging.token.minting.TokenIdentity;
import travel.baboo.messaging.token.minting.TokenLifetime;

/**
 * Gives tokens to anybody who comes with a UUID.
 *
 * <p>Promise: only ever for a UUID, so never for somebody whom the login names by e-mail. Starts with the application, so that
 * wrong settings stop it.
 */
@Singleton
@Startup
class WidgetTokenService {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final TokenIssuer issuer;
    private final boolean enabled;
    private final TokenLifetime lifetime;
    private final Optional<String> pushCredentialSid;

    WidgetTokenService(TokenIssuer issuer, WidgetConfig config) {
        this.issuer = issuer;
        this.enabled = config.enabled();
        this.lifetime = TokenLifetime.ofSetting("WIDGET_TOKEN_LIFETIME", config.lifetime());
        this.pushCredentialSid = config.pushCredentialSid().map(sid -> Sid.require("CR", sid));
    }

    /** @throws ProblemException 404 when there is no widget here */
    void requireEnabled() {
        if (!enabled) {
            throw ProblemException.notFound("There is no chat widget here.");
        }
    }

    /**
     * The identity that a request names.
     *
     * @throws ProblemException 400 unless it is one UUID
     */
    static TokenIdentity identity(List<String> named) {
        if (named.isEmpty()) {
            throw ProblemException.invalid("identity required");
        }
        if (named.size() > 1 || !UUID.matcher(named.get(0)).matches()) {
            throw ProblemException.invalid("identity: not one UUID");
        }
        return new TokenIdentity(named.get(0));
    }

    /** The token for an identity, exactly as the page spelt it. */
    String issue(TokenIdentity identity) {
        return issuer.issue(TokenKind.WIDGET, identity, lifetime, pushCredentialSid)
                .token()
                .jwt();
    }
}
