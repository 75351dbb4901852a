package travel.baboo.messaging.token.app;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Says when a client should fetch its next token.
 *
 * <p>The SDK tells {@code tokenAboutToExpire} three minutes before the end; we want to be earlier, by a quarter of the life when
 * it is short. The moment is drawn from the fifth of the life before that, so that clients which started together do not come
 * back together.
 */
final class RefreshTime {

    private static final Duration LEAD = Duration.ofMinutes(4);

    private final RandomGenerator random;

    RefreshTime(RandomGenerator random) {
        this.random = random;
    }

    /** A moment between the two, before {@code expiresAt} by at least four minutes or a quarter of the life. */
    Instant between(Instant issuedAt, Instant expiresAt) {
        long life = Duration.between(issuedAt, expiresAt).toMillis();
        long lead = Math.min(LEAD.toMillis(), life / 4);
        return expiresAt.minusMillis(lead + random.nextLong(life / 5 + 1));
    }
}
