package travel.baboo.messaging.conversation.mirror;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.database.Times;

/**
 * Counts, of the messages of one day, by which ways each came. The day ends five hours ago ({@link MessageWaysConfig#settledAfter()}): Event
 * Streams delivers an event again for four hours (twilio.com/docs/events/event-delivery-and-duplication), so no copy of those messages is
 * still to come and no count is corrected later.
 */
@Singleton
public class MessageWaysMetrics {

    /**
     * Gauge: messages of one day by the ways in which they came; tag {@code way}: {@code both}, {@code webhook} (never by Event Streams),
     * {@code stream} (the webhook was lost), {@code reconciler} (both were lost). The day ends five hours ago, after Twilio's last
     * redelivery. Every instance reports the same values.
     */
    static final String WAYS = "baboo.mirror.messages.ways";

    private static final Logger LOG = Logger.getLogger(MessageWaysMetrics.class);

    private static final Duration DAY = Duration.ofDays(1);

    private static final String COUNT =
            """
            select count(*) filter (where seen_at < $2 and ways & 3 = 3) as both,
                   count(*) filter (where seen_at < $2 and ways & 3 = 1) as webhook,
                   count(*) filter (where seen_at < $2 and ways & 3 = 2) as stream,
                   count(*) filter (where seen_at < $2 and ways & 3 = 0) as reconciler,
                   max(seen_at) filter (where ways & 2 <> 0) as streamed_at
              from message_way where seen_at >= $1
            """;

    /**
     * The messages of the day.
     *
     * @param both by webhook and Event Streams
     * @param webhook by webhook only
     * @param stream by Event Streams only
     * @param reconciler by neither
     * @param streamedAt when the latest message that Event Streams reported was first seen, up to now; null if there was none
     */
    public record Shares(long both, long webhook, long stream, long reconciler, @Nullable Instant streamedAt) {

        public long all() {
            return both + webhook + stream + reconciler;
        }
    }

    private final Pool pool;
    private final Clock clock;
    private final Duration settledAfter;
    private final AtomicLong both;
    private final AtomicLong webhook;
    private final AtomicLong stream;
    private final AtomicLong reconciler;

    MessageWaysMetrics(Pool pool, Clock clock, MessageWaysConfig config, MeterRegistry meters) {
        this.pool = pool;
        this.clock = clock;
        this.settledAfter = config.settledAfter();
        both = gauge(meters, "both");
        webhook = gauge(meters, "webhook");
        stream = gauge(meters, "stream");
        reconciler = gauge(meters, "reconciler");
    }

    private static AtomicLong gauge(MeterRegistry meters, String way) {
        return meters.gauge(WAYS, Tags.of("way", way), new AtomicLong());
    }

    @Scheduled(every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return shares().invoke(this::show)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("cause=%s The ways of messages could not be counted", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** The messages of the last day that can be judged. */
    public Uni<Shares> shares() {
        Instant until = clock.instant().minus(settledAfter);
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(Times.toDatabase(until.minus(DAY)), Times.toDatabase(until)))
                .map(rows -> shares(rows.iterator().next()));
    }

    private static Shares shares(Row row) {
        return new Shares(
                row.getLong("both"),
                row.getLong("webhook"),
                row.getLong("stream"),
                row.getLong("reconciler"),
                Times.fromDatabase(row.getOffsetDateTime("streamed_at")));
    }

    private void show(Shares shares) {
        both.set(shares.both());
        webhook.set(shares.webhook());
        stream.set(shares.stream());
        reconciler.set(shares.reconciler());
    }
}
