package travel.baboo.messaging.conversation.attention.reply;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.attention.AttentionConfig;
import travel.baboo.messaging.conversation.attention.reply.AwayReplyRepository.Task;
import travel.baboo.messaging.conversation.message.AutomaticSender;
import travel.baboo.messaging.conversation.work.Passes;

/**
 * Sends the automatic replies that reviews decided on. Each is sent once, even if an instance stops in between. A reply that fails is
 * retried with back-off for an hour and delays no other. A reply that the traveler no longer needs is not sent.
 */
@Singleton
public class AwayReplySender {

    /** Counter: automatic replies by result; tag {@code outcome}: {@code sent}, {@code not-needed}, {@code refused}, {@code failed}. */
    static final String REPLIES = "baboo.attention.away";

    private static final Logger LOG = Logger.getLogger(AwayReplySender.class);
    private static final int BATCH = 20;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final AwayReplyRepository replies;
    private final AutomaticSender sender;
    private final MeterRegistry meters;
    private final boolean enabled;
    private final Passes passes;

    AwayReplySender(AwayReplyRepository replies, AutomaticSender sender, MeterRegistry meters, AttentionConfig config) {
        this.replies = replies;
        this.sender = sender;
        this.meters = meters;
        this.enabled = config.enabled() && config.away().enabled();
        this.passes = new Passes(
                () -> replies.claim(BATCH).chain(this::sendAll),
                failure -> LOG.warnf("cause=%s Automatic replies could not be sent; retrying", failure));
        List.of("sent", "not-needed", "refused", "failed")
                .forEach(outcome -> meters.counter(REPLIES, "outcome", outcome));
    }

    @Scheduled(every = "${baboo.conversation.attention.interval}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> poll() {
        return enabled ? passes.run() : Uni.createFrom().voidItem();
    }

    void stop(@Observes ShutdownEvent event) {
        passes.stop();
    }

    private Uni<Boolean> sendAll(List<Task> claimed) {
        return InTurn.each(claimed, task -> send(task)
                        .onFailure()
                        .recoverWithUni(failure -> failed(task, failure))
                        .invoke(outcome ->
                                meters.counter(REPLIES, "outcome", outcome).increment()))
                .replaceWith(claimed.size() == BATCH);
    }

    private Uni<String> send(Task task) {
        if (!task.needed()) {
            return replies.done(task).replaceWith("not-needed");
        }
        return sender.send(task.conversationSid(), task.key(), task.reply().body())
                .chain(() -> replies.done(task))
                .replaceWith("sent");
    }

    private Uni<String> failed(Task task, Throwable failure) {
        if (TwilioException.is(failure, TwilioErrorKind.NOT_FOUND, TwilioErrorKind.CONVERSATION_CLOSED)) {
            return replies.done(task).replaceWith("refused");
        }
        LOG.warnf(
                "conversationSid=%s cause=%s An automatic reply could not be sent; retrying",
                task.conversationSid(), failure);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(task.attempts() - 1, 10));
        return replies.later(task, pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE)
                .replaceWith("failed");
    }
}
