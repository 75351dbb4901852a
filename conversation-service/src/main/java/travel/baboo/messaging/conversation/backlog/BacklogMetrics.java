package travel.baboo.messaging.conversation.backlog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import travel.baboo.messaging.conversation.inquiry.InquiryConfig;
import travel.baboo.messaging.conversation.inquiry.InquirySql;

/**
 * Gauges of work that waits in the database. Every instance reads them and reports the same values. While PostgreSQL is unavailable they
 * keep their last values.
 */
@Singleton
public class BacklogMetrics {

    /** Gauge: failed inquiries, which the service does not retry. */
    static final String INQUIRIES_FAILED = "baboo.inquiries.failed";

    /** Gauge: inquiries that wait for the next attempt. */
    static final String INQUIRIES_WAITING = "baboo.inquiries.waiting";

    /** Gauge, seconds: age of the oldest record that Kafka does not have yet; 0 if there is none. */
    static final String OUTBOX_AGE = "baboo.outbox.age";

    /** Gauge: conversations where Twilio does not match the decision who answers. */
    static final String CHATBOT_WAITING = "baboo.chatbot.waiting";

    /** Gauge: messages that may or may not have been sent, with keys that may still be retried. */
    static final String MESSAGES_UNKNOWN = "baboo.messages.unknown";

    /** Gauge, seconds: age of the oldest unfinished erasure; 0 if there is none. */
    static final String ERASURE_AGE = "baboo.erasure.age";

    private static final Logger LOG = Logger.getLogger(BacklogMetrics.class);

    private static final String COUNT =
            """
            select count(*) filter (where state = 'failed') as failed, count(*) filter (where state = 'waiting') as waiting,
                   (select coalesce(extract(epoch from now() - min(created_at)), 0)::bigint
                      from (select created_at from outbox union all select created_at from attention_outbox) unpublished) as outbox_age,
                   (select count(*) from chatbot b join conversation c on c.sid = b.conversation_sid
                     where b.wanted <> b.actual and c.state <> 'closed' and c.removed_at is null) as chatbot,
                   (select count(*) from sent_message where unknown and message_sid is null) as unknown,
                   (select coalesce(extract(epoch from now() - min(requested_at)), 0)::bigint
                      from erasure where finished_at is null) as erasure_age
              from (select %s as state from inquiry where conversation_sid is null and erased_at is null) open
            """
                    .formatted(InquirySql.STATE);

    private final Pool pool;
    private final double resumeForMillis;
    private final AtomicLong failed;
    private final AtomicLong waiting;
    private final AtomicLong outboxAge;
    private final AtomicLong chatbot;
    private final AtomicLong unknown;
    private final AtomicLong erasureAge;

    BacklogMetrics(Pool pool, InquiryConfig inquiries, MeterRegistry meters) {
        this.pool = pool;
        resumeForMillis = inquiries.resumeFor().toMillis();
        failed = meters.gauge(INQUIRIES_FAILED, new AtomicLong());
        waiting = meters.gauge(INQUIRIES_WAITING, new AtomicLong());
        outboxAge = seconds(meters, OUTBOX_AGE);
        chatbot = meters.gauge(CHATBOT_WAITING, new AtomicLong());
        unknown = meters.gauge(MESSAGES_UNKNOWN, new AtomicLong());
        erasureAge = seconds(meters, ERASURE_AGE);
    }

    private static AtomicLong seconds(MeterRegistry meters, String name) {
        AtomicLong value = new AtomicLong();
        Gauge.builder(name, value, AtomicLong::get).baseUnit("seconds").register(meters);
        return value;
    }

    @Scheduled(every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(resumeForMillis))
                .invoke(rows -> show(rows.iterator().next()))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("cause=%s The backlog could not be counted", failure))
                .onFailure()
                .recoverWithNull();
    }

    private void show(Row row) {
        failed.set(row.getLong("failed"));
        waiting.set(row.getLong("waiting"));
        outboxAge.set(row.getLong("outbox_age"));
        chatbot.set(row.getLong("chatbot"));
        unknown.set(row.getLong("unknown"));
        erasureAge.set(row.getLong("erasure_age"));
    }
}
