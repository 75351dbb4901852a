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
        Duration life = Duration.between(issuedAt, expiresAt);
        Duration quarter = life.dividedBy(4);
        Duration lead = quarter.compareTo(LEAD) < 0 ? quarter : LEAD;
        long spreadMillis = life.dividedBy(5).toMillis();
        return expiresAt.minus(lead).minusMillis(random.nextLong(spreadMillis + 1));
    }
}
