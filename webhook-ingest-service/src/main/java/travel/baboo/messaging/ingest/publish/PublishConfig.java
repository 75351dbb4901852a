package travel.baboo.messaging.ingest.publish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How the journal is drained. */
@ConfigMapping(prefix = "baboo.ingest.publish")
public interface PublishConfig {

    /** How long to wait before the first new try when Kafka fails; each try that gets nowhere doubles it. */
    @WithDefault("500ms")
    Duration retryDelay();

    /** The most time between two tries. */
    @WithDefault("5s")
    Duration maxRetryDelay();

    /** An event that waits longer for Kafka than this makes readiness warn; it never makes it fail. */
    @WithDefault("15s")
    Duration warnAfter();

    /** How long a stopping instance goes on draining; the rest stays for its next start. */
    @WithDefault("5s")
    Duration drainTimeout();

    /** How long a record may wait for Kafka's acknowledgement before publishing starts again behind the last one. */
    @WithDefault("30s")
    Duration deliveryTimeout();

    /** The most records that wait for Kafka's acknowledgement at a time. */
    @WithDefault("4096")
    int maxInFlight();

    /**
     * How many records that Kafka refuses by themselves go into quarantine within an hour. When it refuses more, the fault is not
     * theirs: publishing stops, everything waits on disk, and an alert fires.
     */
    @WithDefault("3")
    @Min(0)
    int maxRefusedPerHour();
}
