package travel.baboo.messaging.token.app;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Calculates when a client should fetch its next token.
 *
 * <p>The SDK emits {@code tokenAboutToExpire} three minutes before the expiry; we want to be earlier, by a quarter of a short
 * lifetime. The time is random within the preceding fifth of the lifetime, so that clients that started together do not
 * return together.
 */
final class RefreshTime {

    private static final Duration LEAD = Duration.ofMinutes(4);

    private final RandomGenerator random;

    RefreshTime(RandomGenerator random) {
        this.random = random;
    }

    /** A time before {@code expiresAt} by at least four minutes or a quarter of the lifetime. */
    Instant between(Instant issuedAt, Instant expiresAt) {
        long life = Duration.between(issuedAt, expiresAt).toMillis();
        long lead = Math.min(LEAD.toMillis(), life / 4);
        return expiresAt.minusMillis(lead + random.nextLong(life / 5 + 1));
    }
}
