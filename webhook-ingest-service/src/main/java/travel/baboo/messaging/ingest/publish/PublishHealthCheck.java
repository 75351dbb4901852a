package travel.baboo.messaging.ingest.publish;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Always up: while Kafka is unavailable, events wait on disk and webhooks are accepted. Its data shows a warning. */
@Readiness
@ApplicationScoped
class PublishHealthCheck implements HealthCheck {

    private final PublishMetrics metrics;
    private final PublishConfig config;

    PublishHealthCheck(PublishMetrics metrics, PublishConfig config) {
        this.metrics = metrics;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        Duration age = metrics.oldestAge();
        return HealthCheckResponse.named("publishing")
                .up()
                .withData("kafka", state(age))
                .withData("oldestSeconds", age.toSeconds())
                .build();
    }

    private String state(Duration age) {
        if (metrics.blocked()) {
            return "warning: Kafka refuses events, or a newer release wrote them";
        }
        return age.compareTo(config.warnAfter()) > 0 ? "warning: events wait for Kafka" : "ok";
    }
}
