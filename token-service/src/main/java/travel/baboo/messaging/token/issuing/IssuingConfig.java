package travel.baboo.messaging.token.issuing;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What concerns every token. */
@ConfigMapping(prefix = "baboo.token.log")
public interface IssuingConfig {

    /**
     * Keys the hashes of identities in logs ({@code IDENTITY_HASH_KEY}), so that nobody finds an e-mail address by trying. Unset:
     * a random key each start, and hashes of two starts cannot be compared.
     */
    Optional<String> identityHashKey();
}
