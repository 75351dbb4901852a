package travel.baboo.messaging.conversation.reconcile;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;

/**
 * Keeps the mirror right though webhooks get lost: looks for conversations that are due, one instance at a time, and checks
 * them one after the other.
 */
@Singleton
public class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final int BATCH = 20;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Longer than a check takes; an instance that is stopped ends its check and lets another go on at once. */
    private static final Duration LAST_CHECK = Duration.ofSeconds(5);

    private final ReconcileConfig config;
    private final LeaseRepository lease;
    private final CheckRepository checks;
    private final RunRepository runs;
    private final Discovery discovery;
    private final ConversationCheck check;
    private final ReconcileMetrics metrics;
    private final RequestPace pace;
    private final Vertx vertx;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile CompletionStage<@Nullable Void> turn = CompletableFuture.completedFuture(null);
    private volatile boolean stopped;
    private volatile long timer = -1;

    Reconciler(
            ReconcileConfig config,
            LeaseRepository lease,
            CheckRepository checks,
            RunRepository runs,
            Discovery discovery,
            ConversationCheck check,
            ReconcileMetrics metrics,
            RequestPace pace,
            Vertx vertx) {
        this.config = config;
        this.lease = lease;
        this.checks = checks;
        this.runs = runs;
        this.discovery = discovery;
        this.check = check;
        this.metrics = metrics;
        this.pace = pace;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(config.interval().toMillis(), tick -> wake());
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        vertx.cancelTimer(timer);
        try {
            turn.toCompletableFuture().get(LAST_CHECK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warnf("The last check did not end within %s; another instance waits for the lease to end", LAST_CHECK);
        } catch (ExecutionException e) {
            LOG.warnf("cause=%s The last check failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** There may be something to check: looks now rather than at the next tick. */
    void wake() {
        if (!stopped && running.compareAndSet(false, true)) {
            turn = work().onFailure()
                    .recoverWithItem(failure -> {
                        slowDown(failure);
                        LOG.warnf("cause=%s The reconciler stopped; it goes on at its next turn", failure);
                        return null;
                    })
                    .onTermination()
                    .invoke(() -> running.set(false))
                    .subscribeAsCompletionStage();
        }
    }

    private Uni<Void> work() {
        return lease.take()
                .chain(mine -> mine ? workUnderLease() : Uni.createFrom().voidItem());
    }

    private Uni<Void> workUnderLease() {
        return discovery
                .look()
                .chain(this::checkAllThatIsDue)
                .chain(runs::finishIfDone)
                .chain(runs::waiting)
                .invoke(metrics::waiting)
                .eventually(lease::release)
                .replaceWithVoid();
    }

    private Uni<Void> checkAllThatIsDue() {
        return Uni.createFrom()
                .deferred(() -> checks.due(BATCH))
                .call(this::checkEach)
                .repeat()
                .whilst(due -> !due.isEmpty() && !stopped)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> checkEach(List<String> sids) {
        return Multi.createFrom()
                .iterable(sids)
                .select()
                .first(sid -> !stopped)
                .onItem()
                .transformToUniAndConcatenate(this::checkUnderLease)
                .collect()
                .last();
    }

    private Uni<Void> checkUnderLease(String sid) {
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
            pace.pause(refusal.retryAfter().orElse(PAUSE));
        } else if (failure instanceof ProblemException problem) {
            problem.retryAfter().ifPresent(pace::pause);
        }
    }
}
