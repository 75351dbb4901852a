package travel.baboo.messaging.token.app;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sid.Sid;
import travel.baboo.messaging.token.issuing.IdentityHash;
import travel.baboo.messaging.token.issuing.TokenIssuer;
import travel.baboo.messaging.token.issuing.TokenKind;
import travel.baboo.messaging.token.minting.TokenIdentity;
import travel.baboo.messaging.token.minting.TokenLifetime;

/**
 * Decides for whom a caller gets a token.
 *
 * <p>Promise: for the caller's own identity and no other, except that an admin gets one for a bot that is named in settings.
 * Starts with the application, so that wrong settings stop it.
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
        this.lifetime = new TokenLifetime(config.lifetime());
        this.bots = Set.copyOf(config.botIdentities().orElse(Set.of()));
        this.pushCredentialSid = config.pushCredentialSid().map(sid -> Sid.require("CR", sid));
        this.refresh = new RefreshTime(
                (RandomGenerator) () -> ThreadLocalRandom.current().nextLong());
    }

    /**
     * A token for the caller, or for a bot.
     *
     * @param requested the identity that the request names, if any
     * @throws ProblemException 403 for an identity that is not the caller's, 400 for one that Twilio would not take
     */
    AppToken issue(Caller caller, Optional<String> requested) {
        String wanted = requested.orElse(caller.identity());
        TokenKind kind = kind(caller, wanted);
        TokenIdentity identity = identity(wanted);
        TokenIssuer.Issued issued = issuer.issue(kind, identity, lifetime, pushCredentialSid);
        return new AppToken(
                issued.token().jwt(),
                wanted,
                issued.token().expiresAt(),
                refresh.between(issued.at(), issued.token().expiresAt()),
                issued.at());
    }

    private TokenKind kind(Caller caller, String wanted) {
        if (wanted.equals(caller.identity())) {
            return TokenKind.APP;
        }
        if (caller.is(Role.ADMIN) && bots.contains(wanted)) {
            LOG.infof(
                    "caller=%s identity=%s An admin takes a bot's token", hash.of(caller.identity()), hash.of(wanted));
            return TokenKind.BOT;
        }
        LOG.warnf("caller=%s identity=%s A foreign identity was refused", hash.of(caller.identity()), hash.of(wanted));
        throw ProblemException.forbidden("A token is only given for the caller's own identity.");
    }

    private static TokenIdentity identity(String wanted) {
        try {
            return new TokenIdentity(wanted);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("identity: " + e.getMessage());
        }
    }
}
