package travel.baboo.messaging.token.signing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Location of the signing key if it is not in the environment. Both files or neither. */
@ConfigMapping(prefix = "baboo.token.signing")
public interface SigningKeyConfig {

    /** File with the API key's SID ({@code TWILIO_API_KEY_FILE}); takes precedence over the environment. */
    Optional<Path> apiKeyFile();

    /** File with the API key's secret ({@code TWILIO_API_SECRET_FILE}); takes precedence over the environment. */
    Optional<Path> apiSecretFile();

    /** How often the files are read. A change counts after two identical reads. */
    @WithDefault("2s")
    Duration pollInterval();

    /** How long a new secret under the same SID must stay unchanged before it counts: it may be half of a change. */
    @WithDefault("30s")
    Duration settleTime();
}
