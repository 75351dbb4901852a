package travel.baboo.messaging.relay.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long deliveries are kept, and how often the backlog is measured. */
@ConfigMapping(prefix = "baboo.relay.retention")
public interface RetentionConfig {

    /** Retention of delivered deliveries, with bodies and attempts. */
    @WithDefault("14d")
    Duration keepDelivered();

    /** Retention of failed, expired and canceled deliveries, which may be replayed. */
    @WithDefault("90d")
    Duration keepUndelivered();

    /** How often expired deliveries are deleted. */
    @WithDefault("10m")
    Duration every();

    /** Number of deliveries deleted per transaction. */
    @WithDefault("1000")
    int batch();

    /** How often the backlog is measured. */
    @WithDefault("15s")
    Duration measureEvery();
}
