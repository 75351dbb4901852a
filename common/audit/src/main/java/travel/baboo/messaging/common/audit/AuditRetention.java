package travel.baboo.messaging.common.audit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Deletes entries whose retention has ended, in small batches. Several instances may do so at once. */
@Singleton
class AuditRetention {

    private static final Logger LOG = Logger.getLogger(AuditRetention.class);
    private static final int BATCH = 1_000;

    private final AuditRepository repository;
    private final AuditConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private volatile long timer = -1;

    AuditRetention(AuditRepository repository, AuditConfig config, Vertx vertx, Clock clock) {
        this.repository = repository;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(config.interval().toMillis(), tick -> run().subscribe()
                .with(
                        done -> {},
                        failure -> LOG.warnf("cause=%s Expired audit entries could not be deleted", failure)));
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** Deletes everything whose retention has ended. */
    Uni<Void> run() {
        return Uni.createFrom()
                .deferred(() -> repository.delete(clock.instant().minus(config.retention()), BATCH))
                .repeat()
                .whilst(deleted -> deleted >= BATCH)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
