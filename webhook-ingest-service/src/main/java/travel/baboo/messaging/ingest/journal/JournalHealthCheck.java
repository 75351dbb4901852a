package travel.baboo.messaging.ingest.journal;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the journal accepts records, even if Kafka is unavailable: events wait on disk. */
@Readiness
@ApplicationScoped
class JournalHealthCheck implements HealthCheck {

    private final Journal journal;

    JournalHealthCheck(Journal journal) {
        this.journal = journal;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("journal")
                .status(journal.healthy())
                .withData("backlog", journal.backlog())
                .build();
    }
}
