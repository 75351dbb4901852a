package travel.baboo.messaging.token.signing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the signing key is when it is not in the environment. Both files or neither. */
@ConfigMapping(prefix = "baboo.token.signing")
public interface SigningKeyConfig {

    /** A file with the API key's SID ({@code TWILIO_API_KEY_FILE}); wins over the environment. */
    Optional<Path> apiKeyFile();

    /** A file with the API key's secret ({@code TWILIO_API_SECRET_FILE}); wins over the environment. */
    Optional<Path> apiSecretFile();

    /** How often the files are looked at. A change counts when two looks in a row find the same. */
    @WithDefault("2s")
    Duration pollInterval();

    /** How long a new secret under the same SID must stay before it counts: it may be half of a change. */
    @WithDefault("30s")
    Duration settleTime();
}
