package travel.baboo.messaging.token.signing;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a key that was found in the files replaces the one in use.
 *
 * <p>Promise: a key is only replaced by another whole key. Two files are seldom written at the same instant, so a change counts
 * once it was read twice the same; one that changes the SID alone never counts, since no two API keys share a secret; one that
 * changes the secret alone counts when it has settled, for it may repair a mistyped secret. Used by one thread.
 */
final class KeyRotation {

    private final Duration settleTime;
    private KeyStatus status = KeyStatus.NONE;
    private @Nullable ApiKey candidate;
    private Instant candidateSince = Instant.MIN;

    KeyRotation(Duration settleTime) {
        this.settleTime = settleTime;
    }

    /** Takes the key that is there when the service starts, as it is. */
    KeyStatus start(ApiKey key, Instant now) {
        return use(key, now);
    }

    /** A look at the files found this key. */
    KeyStatus found(ApiKey key, Instant now) {
        if (key.equals(status.key())) {
            candidate = null;
            status = status.withoutProblem();
        } else if (!key.equals(candidate)) {
            candidate = key;
            candidateSince = now;
        } else {
            status = decide(key, now);
        }
        return status;
    }

    /** A look at the files found no key. */
    KeyStatus failed(String reason) {
        candidate = null;
        status = status.withProblem(reason);
        return status;
    }

    private KeyStatus decide(ApiKey key, Instant now) {
        ApiKey present = status.key();
        if (present != null && present.secret().equals(key.secret())) {
            return status.withProblem("the SID changed and its secret did not");
        }
        if (present != null
                && present.sid().equals(key.sid())
                && Duration.between(candidateSince, now).compareTo(settleTime) < 0) {
            return status.withProblem("the secret changed and its SID did not; waiting for the rest");
        }
        return use(key, now);
    }

    private KeyStatus use(ApiKey key, Instant now) {
        candidate = null;
        status = new KeyStatus(key, now, null);
        return status;
    }
}
