package travel.baboo.messaging.conversation.inquiry;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import travel.baboo.messaging.conversation.work.Passes;

/** Continues inquiries whose instance died or whose calls to Twilio failed, without the caller's help. */
@Singleton
public class InquiryResumer {

    private static final Logger LOG = Logger.getLogger(InquiryResumer.class);

    private final Passes passes;

    InquiryResumer(InquiryService inquiries) {
        passes = new Passes(
                inquiries::resumeOne,
                failure -> LOG.warnf("cause=%s An inquiry could not be resumed; retrying", failure));
    }

    @Scheduled(every = "${baboo.conversation.inquiry.resume-every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> resume() {
        return passes.run();
    }

    void stop(@Observes ShutdownEvent event) {
        passes.stop();
    }
}
