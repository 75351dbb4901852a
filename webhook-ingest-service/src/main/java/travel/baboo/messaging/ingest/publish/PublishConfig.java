package travel.baboo.messaging.ingest.publish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the journal is published. */
@ConfigMapping(prefix = "baboo.ingest.publish")
public interface PublishConfig {

    /** First back-off after a failure of Kafka; doubles with each attempt without progress. */
    @WithDefault("500ms")
    Duration retryDelay();

    /** Maximum back-off. */
    @WithDefault("5s")
    Duration maxRetryDelay();

    /** Age of the oldest unpublished event at which readiness warns; it never fails for this reason. */
    @WithDefault("15s")
    Duration warnAfter();

    /** How long an instance that stops keeps publishing; the rest is published after its next start. */
    @WithDefault("5s")
    Duration drainTimeout();

    /** How long a record may wait for Kafka's acknowledgement before publishing restarts after the last acknowledged one. */
    @WithDefault("30s")
    Duration deliveryTimeout();

    /** Maximum number of records that wait for acknowledgement. */
    @WithDefault("4096")
    int maxInFlight();

    /**
     * Maximum number of rejected records that are quarantined within an hour. If Kafka rejects more, the cause is not
     * the records: publishing stops, events wait on disk, and an alert fires.
     */
    @WithDefault("3")
    int maxRefusedPerHour();
}
