package travel.baboo.messaging.relay.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long deliveries are kept, and how often the backlog is measured. */
@ConfigMapping(prefix = "baboo.relay.retention")
public interface RetentionConfig {

    /** Delivered ones are deleted after this time, with their bodies and attempts. */
    @WithDefault("14d")
    Duration keepDelivered();

    /** Those that failed, expired or were canceled stay longer: somebody may want to replay them. */
    @WithDefault("90d")
    Duration keepUndelivered();

    /** How often it is looked for what is to be deleted. */
    @WithDefault("10m")
    Duration every();

    /** So many are deleted in one transaction. */
    @WithDefault("1000")
    int batch();

    /** How often the backlog is counted for the metrics. */
    @WithDefault("15s")
    Duration measureEvery();
}
