package travel.baboo.messaging.token.issuing;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.sid.AccountSid;
import travel.baboo.messaging.common.sid.ServiceSid;
import travel.baboo.messaging.common.sid.Sid;
import travel.baboo.messaging.token.minting.AccessTokenMinter;
import travel.baboo.messaging.token.minting.ChatGrant;
import travel.baboo.messaging.token.minting.TokenIds;
import travel.baboo.messaging.token.signing.ApiKey;
import travel.baboo.messaging.token.signing.SigningKeys;

/** Provides the minter for the current key, and reports what is missing when no token can be minted. */
@Singleton
public class Minting {

    private record Keyed(ApiKey key, AccessTokenMinter minter) {}

    private final SigningKeys keys;
    private final AccountSid account;
    private final Optional<ServiceSid> service;
    private final Optional<String> region;
    private final TokenIds ids = new TokenIds();
    private final Map<Optional<String>, ChatGrant> grants = new ConcurrentHashMap<>();
    private volatile @Nullable Keyed latest;

    Minting(SigningKeys keys, TwilioConfig twilio) {
        this.keys = keys;
        this.account = new AccountSid(twilio.accountSid());
        this.service = twilio.conversationsServiceSid()
                .filter(sid -> Sid.matches(ServiceSid.PREFIX, sid))
                .map(ServiceSid::new);
        this.region = twilio.region();
    }

    /**
     * The minter for the current key.
     *
     * @throws ProblemException 503 without a key
     */
    AccessTokenMinter getMinter() {
        ApiKey key = keys.find().orElseThrow(Minting::unavailable);
        Keyed known = latest;
        if (known != null && known.key().equals(key)) {
            return known.minter();
        }
        Keyed fresh = new Keyed(key, new AccessTokenMinter(key, account, region.orElse(null), ids));
        latest = fresh;
        return fresh.minter();
    }

    /**
     * The grant for our Conversations service.
     *
     * @param pushCredentialSid {@code CR…}, or empty for none
     * @throws ProblemException 503 if no service is configured
     */
    ChatGrant getGrant(Optional<String> pushCredentialSid) {
        ServiceSid present = service.orElseThrow(Minting::unavailable);
        return grants.computeIfAbsent(pushCredentialSid, push -> new ChatGrant(present, push.orElse(null)));
    }

    /** Why no token can be minted; empty if it can. */
    Optional<String> findObstacle() {
        if (service.isEmpty()) {
            return Optional.of("TWILIO_CONVERSATIONS_SERVICE_SID is not set to IS and 32 hex digits");
        }
        return keys.find().isPresent() ? Optional.empty() : keys.findProblem();
    }

    private static ProblemException unavailable() {
        return new ProblemException(
                ProblemType.UNAVAILABLE, "No tokens can be minted at present; the readiness check reports why.");
    }
}
