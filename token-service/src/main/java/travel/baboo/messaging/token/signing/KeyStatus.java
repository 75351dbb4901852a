package travel.baboo.messaging.token.signing;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of the signing key.
 *
 * @param key the key in use; null if there is none
 * @param since when it was taken into use
 * @param problem why a newer key cannot be used; null if healthy
 */
record KeyStatus(@Nullable ApiKey key, @Nullable Instant since, @Nullable String problem) {

    static final KeyStatus NONE = new KeyStatus(null, null, "no API key was read yet");

    KeyStatus withProblem(String reason) {
        return new KeyStatus(key, since, reason);
    }

    KeyStatus withoutProblem() {
        return new KeyStatus(key, since, null);
    }

    Optional<ApiKey> findKey() {
        return Optional.ofNullable(key);
    }

    Optional<String> findProblem() {
        return Optional.ofNullable(problem);
    }
}
