package travel.baboo.messaging.conversation.reconcile;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.conversation.work.Passes;

/**
 * Keeps the mirror correct when webhooks are lost: finds conversations that are due and checks
 * them, some at a time, on one instance at a time.
 */
@Singleton
public class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final int BATCH = 20;

    /**
     * Number of checks under way at a time. One alone waits for Twilio most of the time, and a second each with a thousand
     * conversations due is a quarter of an hour; {@link RequestThrottle} limits their requests together.
     */
    static final int AT_A_TIME = 8;

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /**
     * Longer than the checks under way take with the default rate of requests; an instance that stops finishes them and releases the
     * lease.
     */
    private static final Duration LAST_CHECKS = Duration.ofSeconds(8);

    private final LeaseRepository lease;
    private final CheckRepository checks;
    private final RunRepository runs;
    private final Discovery discovery;
    private final ConversationCheck check;
    private final ReconcileMetrics metrics;
    private final RequestThrottle throttle;
    private final Passes passes;

    Reconciler(
            LeaseRepository lease,
            CheckRepository checks,
            RunRepository runs,
            Discovery discovery,
            ConversationCheck check,
            ReconcileMetrics metrics,
            RequestThrottle throttle) {
        this.lease = lease;
        this.checks = checks;
        this.runs = runs;
        this.discovery = discovery;
        this.check = check;
        this.metrics = metrics;
        this.throttle = throttle;
        passes = new Passes(() -> work().replaceWith(false), failure -> {
            slowDown(failure);
            LOG.warnf("cause=%s The reconciler failed; it continues at its next run", failure);
        });
    }

    @Scheduled(every = "${baboo.conversation.reconcile.interval}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> poll() {
        return passes.run();
    }

    void stop(@Observes ShutdownEvent event) {
        try {
            passes.stop().toCompletableFuture().get(LAST_CHECKS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warnf(
                    "limit=%s The last checks did not finish in time; another instance waits until the lease expires",
                    LAST_CHECKS);
        } catch (ExecutionException e) {
            LOG.warnf("cause=%s The last checks failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Wakes the reconciler before its next tick. */
    void wake() {
        passes.wake();
    }

    private Uni<Void> work() {
        return lease.take()
                .chain(mine -> mine ? workUnderLease() : Uni.createFrom().voidItem());
    }

    private Uni<Void> workUnderLease() {
        return discovery
                .poll()
                .chain(this::checkAllDue)
                .chain(runs::finishIfDone)
                .chain(runs::waiting)
                .invoke(metrics::waiting)
                .eventually(lease::release)
                .replaceWithVoid();
    }

    private Uni<Void> checkAllDue() {
        return Uni.createFrom()
                .deferred(() -> checks.due(BATCH))
                .call(this::checkEach)
                .repeat()
                .whilst(due -> !due.isEmpty() && !passes.isStopped())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> checkEach(List<String> sids) {
        return Multi.createFrom()
                .iterable(sids)
                .onItem()
                .transformToUni(this::checkUnderLease)
                .merge(AT_A_TIME)
                .collect()
                .last();
    }

    private Uni<Void> checkUnderLease(String sid) {
        if (passes.isStopped()) {
            return Uni.createFrom().voidItem();
        }
        return lease.take()
                .chain(mine -> mine
                        ? checkOne(sid)
                        : Uni.createFrom().failure(new IllegalStateException("another instance reconciles now")));
    }

    private Uni<Void> checkOne(String sid) {
        return check.check(sid).chain(runs::countCheck).onFailure().recoverWithUni(failure -> {
            LOG.warnf("conversationSid=%s cause=%s A conversation could not be checked", sid, failure);
            metrics.failed();
            slowDown(failure);
            return checks.failed(sid).chain(runs::countFailure);
        });
    }

    private void slowDown(Throwable failure) {
        if (failure instanceof TwilioException refusal && refusal.kind() != TwilioErrorKind.NOT_FOUND) {
            throttle.pause(refusal.retryAfter().orElse(PAUSE));
        } else if (failure instanceof ProblemException problem) {
            problem.retryAfter().ifPresent(throttle::pause);
        }
    }
}
