package travel.baboo.messaging.ingest.quarantine;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Access to the quarantine's calls. */
@ConfigMapping(prefix = "baboo.ingest.quarantine")
public interface QuarantineConfig {

    /**
     * SHA-256 in hex of the key that operators send as {@code X-Api-Key} to {@code /q/quarantine} on the management port
     * ({@code INGEST_ADMIN_KEY_SHA256}). Unset, the calls are disabled; the command of the image always works.
     */
    Optional<String> adminKeySha256();
}
