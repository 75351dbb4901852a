package travel.baboo.messaging.ingest.publish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the journal is drained. */
@ConfigMapping(prefix = "baboo.ingest.publish")
public interface PublishConfig {

    /** How long to wait before the next try when Kafka refuses. */
    @WithDefault("500ms")
    Duration retryDelay();

    /** How long a stopping instance goes on draining; the rest stays for its next start. */
    @WithDefault("5s")
    Duration drainTimeout();

    /** The most records that wait for Kafka's acknowledgement at a time. */
    @WithDefault("4096")
    int maxInFlight();
}
