package travel.baboo.messaging.token.app;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.security.WidgetIdentity;
import travel.baboo.messaging.common.sid.Sid;
import travel.baboo.messaging.token.issuing.IdentityHash;
import travel.baboo.messaging.token.issuing.TokenIssuer;
import travel.baboo.messaging.token.issuing.TokenKind;
import travel.baboo.messaging.token.minting.TokenIdentity;
import travel.baboo.messaging.token.minting.TokenLifetime;

/**
 * Decides whose token a caller gets.
 *
 * <p>Promise: the caller's own, except that an admin gets one for a configured bot.
 * Created at start, so that invalid settings stop the service.
 */
@Singleton
@Startup
class AppTokenService {

    private static final Logger LOG = Logger.getLogger(AppTokenService.class);

    private final TokenIssuer issuer;
    private final IdentityHash hash;
    private final TokenLifetime lifetime;
    private final Set<String> bots;
    private final Optional<String> pushCredentialSid;
    private final RefreshTime refresh;

    AppTokenService(TokenIssuer issuer, IdentityHash hash, AppTokenConfig config) {
        this.issuer = issuer;
        this.hash = hash;
        this.lifetime = TokenLifetime.ofSetting("APP_TOKEN_LIFETIME", config.lifetime());
        this.bots = config.botIdentities().orElse(Set.of()).stream()
                .map(bot -> WidgetIdentity.refuse("BOT_IDENTITIES", bot))
                .collect(Collectors.toUnmodifiableSet());
        this.pushCredentialSid = config.pushCredentialSid().map(sid -> Sid.require("CR", sid));
        this.refresh = new RefreshTime(
                (RandomGenerator) () -> ThreadLocalRandom.current().nextLong());
    }

    /**
     * A token for the caller, or for a bot.
     *
     * @param requested the identities in the request's query and body; usually none or one
     * @throws ProblemException 403 if one of them is not the caller's, 400 if they differ or are invalid at Twilio
     */
    AppToken issue(Caller caller, Set<String> requested) {
        requested.forEach(identity -> requireAllowed(caller, identity));
        if (requested.size() > 1) {
            throw ProblemException.invalid("The request names more than one identity.");
        }
        String wanted = requested.stream().findFirst().orElse(caller.identity());
        TokenIdentity identity = identity(wanted);
        TokenIssuer.Issued issued = issuer.issue(kind(caller, wanted), identity, lifetime, pushCredentialSid);
        return new AppToken(
                issued.token().jwt(),
                wanted,
                issued.token().expiresAt(),
                refresh.between(issued.at(), issued.token().expiresAt()),
                issued.at());
    }

    private void requireAllowed(Caller caller, String wanted) {
        if (wanted.equals(caller.identity()) || (caller.is(Role.ADMIN) && bots.contains(wanted))) {
            return;
        }
        LOG.warnf("caller=%s identity=%s A foreign identity was refused", hash.of(caller.identity()), hash.of(wanted));
        throw ProblemException.forbidden("A token is only given for the caller's own identity.");
    }

    private TokenKind kind(Caller caller, String wanted) {
        if (wanted.equals(caller.identity())) {
            return TokenKind.APP;
        }
        LOG.infof(
                "caller=%s identity=%s A bot's token was issued to an admin",
                hash.of(caller.identity()), hash.of(wanted));
        return TokenKind.BOT;
    }

    private static TokenIdentity identity(String wanted) {
        try {
            return new TokenIdentity(wanted);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("identity: " + e.getMessage());
        }
    }
}
