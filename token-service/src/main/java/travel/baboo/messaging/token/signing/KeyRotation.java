package travel.baboo.messaging.token.signing;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a key found in the files replaces the one in use.
 *
 * <p>Promise: a key is replaced only by another complete key. Two files are rarely written at the same instant, so a change counts
 * only after two identical reads. A change of the SID alone never counts, because no two API keys share a secret. A change of
 * the secret alone counts after a settling time, because it may correct a mistyped secret. Not thread-safe.
 */
final class KeyRotation {

    private final Duration settleTime;
    private KeyStatus status = KeyStatus.NONE;
    private @Nullable ApiKey candidate;
    private Instant candidateSince = Instant.MIN;
    private @Nullable String failure;

    KeyRotation(Duration settleTime) {
        this.settleTime = settleTime;
    }

    /** Takes the key found at start as it is. */
    KeyStatus start(ApiKey key, Instant now) {
        return use(key, now);
    }

    /** A read of the files found this key. */
    KeyStatus found(ApiKey key, Instant now) {
        failure = null;
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

    /** A read found no key. Reported after the second such read: until then a file may be in the middle of being written. */
    KeyStatus failed(String reason) {
        candidate = null;
        if (reason.equals(failure) || status.key() == null) {
            status = status.withProblem(reason);
        }
        failure = reason;
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
