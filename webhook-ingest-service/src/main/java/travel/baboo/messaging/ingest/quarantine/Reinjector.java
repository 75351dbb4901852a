package travel.baboo.messaging.ingest.quarantine;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.ingest.journal.JournalConfig;
import travel.baboo.messaging.ingest.journal.JournalUnavailableException;
import travel.baboo.messaging.ingest.journal.QuarantineFolder;

/** Appends items to the journal that operators have marked for re-injection. */
@Singleton
class Reinjector {

    private static final Logger LOG = Logger.getLogger(Reinjector.class);
    private static final long PERIOD_MILLIS = TimeUnit.SECONDS.toMillis(1);

    private final Journal journal;
    private final QuarantineFolder folder;
    private final Vertx vertx;
    private final AtomicBoolean running = new AtomicBoolean();

    Reinjector(Journal journal, JournalConfig config, Clock clock, Vertx vertx) {
        this.journal = journal;
        this.folder = new QuarantineFolder(config.directory(), clock);
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(PERIOD_MILLIS, timer -> {
            if (running.compareAndSet(false, true)) {
                vertx.executeBlocking(this::reinject).onComplete(done -> running.set(false));
            }
        });
    }

    private int reinject() {
        try {
            int appended = folder.reinjectMarked(journal);
            if (appended > 0) {
                LOG.infof("records=%d Quarantined records were re-injected", appended);
            }
            return appended;
        } catch (JournalUnavailableException later) {
            LOG.debug("The journal accepts no records; marked records stay marked", later);
        } catch (IOException failure) {
            LOG.error("Marked records could not be re-injected; retrying in a second", failure);
        }
        return 0;
    }
}
