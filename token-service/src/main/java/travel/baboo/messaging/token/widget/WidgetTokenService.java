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
 * Issues tokens to anonymous visitors with a UUID.
 *
 * <p>Promise: only for a UUID, which no login and no bot may have ({@link WidgetIdentity}). Created at start, so that
 * invalid settings stop the service.
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

    /** @throws ProblemException 404 if the widget is disabled */
    void requireEnabled() {
        if (!enabled) {
            throw ProblemException.notFound("There is no chat widget here.");
        }
    }

    /**
     * The identity in a request.
     *
     * @throws ProblemException 400 unless it is exactly one UUID other than nil
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

    /** The token for an identity, in the canonical form of its UUID. */
    String issue(TokenIdentity identity) {
        return issuer.issue(TokenKind.WIDGET, identity, lifetime, pushCredentialSid)
                .token()
                .jwt();
    }
}
