package travel.baboo.messaging.token.minting;

import java.time.Instant;

/**
 * A token that was minted.
 *
 * @param jwt the token itself: never logged, so not in {@link #toString()} either
 * @param id its {@code jti} without the key's SID, by which a log entry finds it
 * @param expiresAt when Twilio stops taking it
 */
public record AccessToken(String jwt, String id, Instant expiresAt) {

    @Override
    public String toString() {
        return "AccessToken[" + id + "]";
    }
}
