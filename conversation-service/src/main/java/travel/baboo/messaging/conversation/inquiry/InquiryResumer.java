package travel.baboo.messaging.conversation.inquiry;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Goes on with inquiries whose instance died, or whose Twilio was away, though nobody sends them again. */
@Singleton
public class InquiryResumer {

    private static final Logger LOG = Logger.getLogger(InquiryResumer.class);

    private final InquiryService inquiries;
    private final InquiryConfig config;
    private final Vertx vertx;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile long timer = -1;

    InquiryResumer(InquiryService inquiries, InquiryConfig config, Vertx vertx) {
        this.inquiries = inquiries;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(config.resumeEvery().toMillis(), tick -> resumeAll());
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    private void resumeAll() {
        if (running.compareAndSet(false, true)) {
            Uni.createFrom()
                    .deferred(inquiries::resumeOne)
                    .onFailure()
                    .recoverWithItem(failure -> {
                        LOG.warnf("cause=%s An inquiry could not be gone on with; it is tried again", failure);
                        return false;
                    })
                    .repeat()
                    .whilst(found -> found && !stopped)
                    .collect()
                    .last()
                    .onTermination()
                    .invoke(() -> running.set(false))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.errorf("cause=%s Inquiries are not gone on with", failure));
        }
    }
}
