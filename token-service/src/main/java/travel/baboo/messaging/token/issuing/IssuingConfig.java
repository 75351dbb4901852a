package travel.baboo.messaging.token.issuing;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Settings for all tokens. */
@ConfigMapping(prefix = "baboo.token.log")
public interface IssuingConfig {

    /**
     * Key for the hashes of identities in logs ({@code IDENTITY_HASH_KEY}). It prevents finding an e-mail address by trial. If unset, each
     * start uses a random key, and hashes of different starts cannot be compared.
     */
    Optional<String> identityHashKey();
}
