package travel.baboo.messaging.conversation.attention.review;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.failure.PassingFailures;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.attention.AttentionConfig;
import travel.baboo.messaging.conversation.attention.arrival.ArrivalDecider;
import travel.baboo.messaging.conversation.attention.arrival.ArrivalState;
import travel.baboo.messaging.conversation.attention.away.AwayDecider;
import travel.baboo.messaging.conversation.attention.clock.ClockDecider;
import travel.baboo.messaging.conversation.attention.clock.ResponseClock;
import travel.baboo.messaging.conversation.attention.notice.NoticeDecider;
import travel.baboo.messaging.conversation.attention.review.DecisionRepository.DecisionWithEvents;
import travel.baboo.messaging.conversation.attention.review.DecisionRepository.Known;
import travel.baboo.messaging.conversation.attention.review.DecisionRepository.LostClaimException;
import travel.baboo.messaging.conversation.attention.review.FactsRepository.Mirrored;
import travel.baboo.messaging.conversation.work.Passes;

/**
 * Reviews the conversations that are due: claims a batch, reads the facts, decides, and stores the decisions. A failed review is retried
 * with back-off and delays no other conversation.
 */
@Singleton
public class Reviewer {

    private static final Logger LOG = Logger.getLogger(Reviewer.class);

    private static final int BATCH = 100;

    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);

    private final ReviewRepository reviews;
    private final FactsRepository mirror;
    private final DecisionRepository decisions;
    private final DecisionEvents events;
    private final ClockDecider clocks;
    private final ArrivalDecider arrivals;
    private final AwayDecider away;
    private final NoticeDecider notices;
    private final AttentionPublisher publisher;
    private final ReviewMetrics metrics;
    private final boolean enabled;
    private final int reviewsPerTick;
    private final AtomicInteger remaining = new AtomicInteger();
    private final Passes passes = new Passes(
            this::reviewBatch,
            failure -> LOG.warnf("cause=%s Conversations that are due could not be reviewed; retrying", failure));

    Reviewer(
            ReviewRepository reviews,
            FactsRepository mirror,
            DecisionRepository decisions,
            DecisionEvents events,
            ClockDecider clocks,
            ArrivalDecider arrivals,
            AwayDecider away,
            NoticeDecider notices,
            AttentionPublisher publisher,
            ReviewMetrics metrics,
            AttentionConfig config) {
        this.reviews = reviews;
        this.mirror = mirror;
        this.decisions = decisions;
        this.events = events;
        this.clocks = clocks;
        this.arrivals = arrivals;
        this.away = away;
        this.notices = notices;
        this.publisher = publisher;
        this.metrics = metrics;
        this.enabled = config.enabled();
        this.reviewsPerTick = Math.max(
                1, Math.round(config.reviewsPerSecond() * config.interval().toMillis() / 1000f));
    }

    @Scheduled(every = "${baboo.conversation.attention.interval}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> reviewDue() {
        remaining.set(reviewsPerTick);
        return enabled ? passes.run() : Uni.createFrom().voidItem();
    }

    void stop(@Observes ShutdownEvent event) {
        passes.stop();
    }

    /** The index of the conversation's latest message; empty if it has none. */
    Uni<Optional<Long>> latest(String conversationSid) {
        return reviews.latest(conversationSid);
    }

    /** Records that messages up to this index need no answer, and requests a review. */
    Uni<Void> dismiss(String conversationSid, long index) {
        return reviews.dismiss(conversationSid, index).invoke(this::wake);
    }

    /** Requests a review after a change that no event reports, such as a setting or a handover. */
    public Uni<Void> request(String conversationSid) {
        return reviews.request(conversationSid).invoke(this::wake);
    }

    private void wake() {
        if (enabled) {
            passes.wake();
        }
    }

    /** Reviews a batch. Emits whether to review another one before the next tick. */
    private Uni<Boolean> reviewBatch() {
        int limit = Math.min(BATCH, remaining.get());
        if (limit <= 0) {
            return Uni.createFrom().item(false);
        }
        return reviews.claim(limit).chain(claims -> {
            remaining.addAndGet(-claims.size());
            return claims.isEmpty()
                    ? Uni.createFrom().item(false)
                    : reviewTogether(claims).replaceWith(claims.size() == limit);
        });
    }

    private Uni<Void> reviewTogether(List<Claim> claims) {
        return review(claims)
                .onFailure(failure -> !PassingFailures.isPassing(failure))
                .recoverWithUni(() -> InTurn.each(claims, this::reviewAlone));
    }

    /** Reviews one conversation of a failed batch, to isolate the one that causes the failure. */
    private Uni<Void> reviewAlone(Claim claim) {
        return review(List.of(claim))
                .onFailure(LostClaimException.class)
                .recoverWithNull()
                .onFailure(failure -> !PassingFailures.isPassing(failure))
                .recoverWithUni(failure -> {
                    LOG.errorf(
                            "conversationSid=%s reason=%s A conversation could not be reviewed; retrying later",
                            claim.conversationSid(), failure.getClass().getName());
                    metrics.failed();
                    return reviews.backOff(claim, FIRST_BACK_OFF);
                });
    }

    private Uni<Void> review(List<Claim> claims) {
        List<String> sids = claims.stream().map(Claim::conversationSid).toList();
        return mirror.read(claims)
                .chain(mirrored -> decisions.known(sids).map(known -> decide(claims, mirrored, known)))
                .chain(this::withEvents)
                .call(decisions::save)
                .invoke(decided -> decided.forEach(this::stored))
                .replaceWithVoid();
    }

    private List<Decision> decide(List<Claim> claims, Map<String, Mirrored> mirrored, Known known) {
        return claims.stream()
                .map(claim -> facts(claim, mirrored.getOrDefault(claim.conversationSid(), Mirrored.NONE), known))
                .map(facts -> Decision.of(facts, clocks, arrivals, away, notices))
                .toList();
    }

    private static Facts facts(Claim claim, Mirrored mirrored, Known known) {
        return new Facts(
                claim,
                mirrored.clock(),
                mirrored.members(),
                mirrored.arrivals(),
                mirrored.away(),
                known.clocks().getOrDefault(claim.conversationSid(), ResponseClock.NEW),
                known.arrivals().getOrDefault(claim.conversationSid(), ArrivalState.NEW),
                known.notified());
    }

    private Uni<List<DecisionWithEvents>> withEvents(List<Decision> decided) {
        return Multi.createFrom()
                .iterable(decided)
                .onItem()
                .transformToUniAndConcatenate(
                        decision -> events.of(decision).map(published -> new DecisionWithEvents(decision, published)))
                .collect()
                .asList();
    }

    private void stored(DecisionWithEvents decided) {
        if (!decided.events().isEmpty()) {
            publisher.wake();
        }
        metrics.reviewed(decided);
    }
}
