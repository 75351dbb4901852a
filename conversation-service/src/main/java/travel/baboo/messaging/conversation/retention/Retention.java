package travel.baboo.messaging.conversation.retention;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.database.Times;

/** Deletes rows whose retention has ended, in small batches, so that no transaction waits long for locks. */
@Singleton
public class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int ROWS = 1000;

    private static final String SENT_MESSAGES =
            """
            delete from sent_message where (sender, idempotency_key) in (
                select sender, idempotency_key from sent_message
                 where created_at < $1 and (leased_until is null or leased_until < now()) limit 1000)
            """;
    private static final String INQUIRIES =
            """
            update inquiry set content = '{}', person = null, requested_by = null, requested_role = null, failure = null, erased_at = now()
             where id in (select i.id from inquiry i join conversation c on c.sid = i.conversation_sid
                           where i.erased_at is null and c.state = 'closed' and c.state_at < $1 limit 1000)
            """;
    private static final String RUNS =
            "delete from reconciliation where id in (select id from reconciliation where finished_at < $1 limit 1000)";
    private static final String RECEIPTS =
            "delete from erasure where id in (select id from erasure where finished_at < $1 limit 1000)";

    private static final String WAYS =
            "delete from message_way where message_sid in (select message_sid from message_way where seen_at < $1 limit 1000)";

    private static final String OWN_CHANGES =
            "delete from own_change where ctid = any (array (select ctid from own_change where changed_at < $1 limit 1000))";

    /** How long an own change waits for its event from Twilio. */
    private static final Duration OWN_CHANGES_FOR = Duration.ofDays(1);

    private static final String RESPONSE_TIMES =
            """
            delete from response_time where (conversation_sid, first_index, waiting_since) in (
                select conversation_sid, first_index, waiting_since from response_time where ended_at < $1 limit 1000)
            """;

    private static final String CONTACT_DETAILS =
            "delete from contact_detail where id in (select id from contact_detail where found_at < $1 limit 1000)";

    private static final String FOCUS =
            "delete from member_focus where participant_sid in (select participant_sid from member_focus where focused_until < $1 limit 1000)";

    /** The day that is counted, and the hours before its end. */
    private static final Duration WAYS_FOR = Duration.ofHours(30);

    private record Rule(String sql, Duration age) {}

    private final Pool pool;
    private final Clock clock;
    private final List<Rule> rules = new ArrayList<>();

    Retention(RetentionConfig config, Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
        rules.add(new Rule(SENT_MESSAGES, config.sentMessages()));
        config.inquiries().ifPresent(age -> rules.add(new Rule(INQUIRIES, age)));
        rules.add(new Rule(RUNS, config.runs()));
        rules.add(new Rule(RECEIPTS, config.receipts()));
        rules.add(new Rule(WAYS, WAYS_FOR));
        rules.add(new Rule(OWN_CHANGES, OWN_CHANGES_FOR));
        rules.add(new Rule(RESPONSE_TIMES, config.responseTimes()));
        rules.add(new Rule(CONTACT_DETAILS, config.contactDetails()));
        rules.add(new Rule(FOCUS, Duration.ofHours(1)));
    }

    @Scheduled(every = "${baboo.conversation.retention.interval}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> poll() {
        return deleteAll()
                .onFailure()
                .invoke(failure -> LOG.warnf("cause=%s Expired rows could not be deleted; retrying", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Deletes everything whose retention has ended. */
    Uni<Void> deleteAll() {
        return InTurn.each(rules, this::delete);
    }

    private Uni<Void> delete(Rule rule) {
        return Uni.createFrom()
                .deferred(() -> pool.preparedQuery(rule.sql())
                        .execute(Tuple.of(Times.toDatabase(clock.instant().minus(rule.age()))))
                        .map(result -> result.rowCount()))
                .repeat()
                .whilst(rows -> rows >= ROWS)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
