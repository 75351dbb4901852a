package travel.baboo.messaging.token.minting;

import java.time.Instant;

/**
 * A minted token.
 *
 * @param jwt the token itself; never logged, and not in {@link #toString()}
 * @param id its {@code jti} without the key's SID, for correlation with logs
 * @param expiresAt when it expires
 */
public record AccessToken(String jwt, String id, Instant expiresAt) {

    @Override
    public String toString() {
        return "AccessToken[" + id + "]";
    }
}
