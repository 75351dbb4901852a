package travel.baboo.messaging.token.widget;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.WidgetIdentity;
import travel.baboo.messaging.common.sid.Sid;
import travel.baboo.messaging.token.issuing.TokenIssuer;
import travel.baboo.messaging.token.issuing.TokenKind;
import travel.baboo.messaging.token.minting.TokenIdentity;
import travel.baboo.messaging.token.minting.TokenLifetime;

/**
 * Gives tokens to anybody who comes with a UUID.
 *
 * <p>Promise: only ever for a UUID, which no login and no bot may have ({@link WidgetIdentity}). Starts with the application, so that
 * wrong settings stop it.
 */
@Singleton
@Startup
class WidgetTokenService {

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
     * @throws ProblemException 400 unless it is one UUID; the nil UUID is none
     */
    static TokenIdentity identity(List<String> named) {
        if (named.isEmpty()) {
            throw ProblemException.invalid("identity required");
        }
        if (named.size() > 1) {
            throw ProblemException.invalid("identity: not one UUID");
        }
        return WidgetIdentity.find(named.get(0))
                .map(TokenIdentity::new)
                .orElseThrow(() -> ProblemException.invalid("identity: not one UUID"));
    }

    /** The token for an identity: one for a UUID, however the page spells it. */
    String issue(TokenIdentity identity) {
        return issuer.issue(TokenKind.WIDGET, identity, lifetime, pushCredentialSid)
                .token()
                .jwt();
    }
}
