package travel.baboo.messaging.conversation.attention.review;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.conversation.attention.review.DecisionRepository.DecisionWithEvents;

/** Metrics of waits, notices and reviews. Every instance reads the gauges from the database and reports the same values. */
@Singleton
public class ReviewMetrics {

    /** Gauge: conversations with a running wait for an answer; tag {@code state}: {@code waiting}, {@code at-risk}, {@code overdue}. */
    static final String WAITING = "baboo.attention.waiting";

    /** Gauge, seconds: delay of the review that has been due longest; 0 if none is due. */
    static final String LAG = "baboo.attention.lag";

    /**
     * Counter: published decisions; tag {@code outcome}: {@code notice}, {@code reminder}, {@code at-risk}, {@code overdue},
     * {@code cleared}, {@code undelivered}, {@code window-closing}, {@code opted-out}.
     */
    static final String DECISIONS = "baboo.attention.decisions";

    /** Counter: failed reviews of a single conversation; each is retried with back-off. */
    static final String FAILED = "baboo.attention.failed";

    private static final Logger LOG = Logger.getLogger(ReviewMetrics.class);

    /** Reads the index of running waits and one entry of the index of due times. */
    private static final String COUNT =
            """
            select count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'at-risk') as risky,
                   count(*) filter (where state = 'overdue') as overdue,
                   (select coalesce(extract(epoch from now() - min(due_at)), 0)::bigint from attention_review where due_at <= now()) as lag
              from response_clock where waiting_since is not null
            """;

    private final Pool pool;
    private final MeterRegistry meters;
    private final Counter failed;
    private final AtomicLong waiting;
    private final AtomicLong risky;
    private final AtomicLong overdue;
    private final AtomicLong lag = new AtomicLong();

    ReviewMetrics(Pool pool, MeterRegistry meters) {
        this.pool = pool;
        this.meters = meters;
        failed = meters.counter(FAILED);
        waiting = gauge(meters, "waiting");
        risky = gauge(meters, "at-risk");
        overdue = gauge(meters, "overdue");
        Gauge.builder(LAG, lag, AtomicLong::get).baseUnit("seconds").register(meters);
        List.of("notice", "reminder", "at-risk", "overdue", "cleared", "undelivered", "window-closing", "opted-out")
                .forEach(this::decided);
    }

    private static AtomicLong gauge(MeterRegistry meters, String state) {
        return meters.gauge(WAITING, Tags.of("state", state), new AtomicLong());
    }

    private Counter decided(String outcome) {
        return meters.counter(DECISIONS, "outcome", outcome);
    }

    void failed() {
        failed.increment();
    }

    void reviewed(DecisionWithEvents decided) {
        decided.events().forEach(event -> decided(outcome(event)).increment());
    }

    private static String outcome(AttentionEvent event) {
        AttentionEvent.Notice notice = event.notice();
        if (notice != null) {
            return notice.stage() == 0 ? "notice" : "reminder";
        }
        // The kind without what it is about: response-, message-, whatsapp-, address-.
        return event.kind().substring(event.kind().indexOf('-') + 1);
    }

    @Scheduled(every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return pool.preparedQuery(COUNT)
                .execute()
                .invoke(rows -> show(rows.iterator().next()))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("cause=%s Waiting conversations could not be counted", failure))
                .onFailure()
                .recoverWithNull();
    }

    private void show(Row row) {
        waiting.set(row.getLong("waiting"));
        risky.set(row.getLong("risky"));
        overdue.set(row.getLong("overdue"));
        lag.set(row.getLong("lag"));
    }
}
