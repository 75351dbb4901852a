package travel.baboo.messaging.token.issuing;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Settings for all tokens. */
@ConfigMapping(prefix = "baboo.token.log")
public interface IssuingConfig {

    /**
     * Key for the hashes of identities in logs ({@code IDENTITY_HASH_KEY}), so that nobody can find an e-mail address by trying. Unset:
     * a random key at each start, and hashes of different starts cannot be compared.
     */
    Optional<String> identityHashKey();
}
