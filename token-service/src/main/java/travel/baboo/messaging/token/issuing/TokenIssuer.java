package travel.baboo.messaging.token.issuing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import travel.baboo.messaging.token.minting.AccessToken;
import travel.baboo.messaging.token.minting.ChatGrant;
import travel.baboo.messaging.token.minting.TokenIdentity;
import travel.baboo.messaging.token.minting.TokenLifetime;

/**
 * Issues tokens.
 *
 * <p>Promise: each is counted and logged, with a hash of the identity and without the token. Callers have
 * authorized the request before.
 */
@Singleton
public class TokenIssuer {

    /** Counter: tokens issued; tag {@code kind}. */
    public static final String ISSUED_METRIC = "baboo.token.issued";

    private static final Logger LOG = Logger.getLogger(TokenIssuer.class);

    private final Minting minting;
    private final Clock clock;
    private final IdentityHash hash;
    private final Map<TokenKind, Counter> issued = new EnumMap<>(TokenKind.class);

    TokenIssuer(Minting minting, Clock clock, IdentityHash hash, MeterRegistry meters) {
        this.minting = minting;
        this.clock = clock;
        this.hash = hash;
        for (TokenKind kind : TokenKind.values()) {
            issued.put(kind, meters.counter(ISSUED_METRIC, "kind", kind.label()));
        }
    }

    /** A token and its time of issue. */
    public record Issued(AccessToken token, Instant at) {}

    /**
     * Issues a token.
     *
     * @param pushCredentialSid {@code CR…}, or empty for none
     * @throws travel.baboo.messaging.common.problem.ProblemException 503 if no token can be minted
     */
    public Issued issue(
            TokenKind kind, TokenIdentity identity, TokenLifetime lifetime, Optional<String> pushCredentialSid) {
        ChatGrant grant = minting.getGrant(pushCredentialSid);
        Instant now = clock.instant();
        AccessToken token = minting.getMinter().mint(identity, grant, now, lifetime);
        Objects.requireNonNull(issued.get(kind)).increment();
        LOG.infof(
                "kind=%s identity=%s tokenId=%s A token was issued",
                kind.label(), hash.of(identity.value()), token.id());
        return new Issued(token, now);
    }
}
