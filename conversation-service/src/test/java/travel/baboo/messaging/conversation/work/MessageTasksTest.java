package travel.baboo.messaging.conversation.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.conversation.TestSql;
import travel.baboo.messaging.conversation.work.MessageTasks.Task;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Tasks in a table like those of the service: claimed by one instance at a time, retried, given up. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class MessageTasksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TABLE = "message_tasks_test";

    @Inject
    Pool pool;

    @Inject
    TestSql sql;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Throwable lasting = new IllegalStateException("always");

    private static final class Tasks extends MessageTasks {
        Tasks(Pool pool, MeterRegistry meters) {
            super(pool, meters, TABLE);
        }
    }

    @BeforeEach
    void create() {
        sql.execute("create table " + TABLE + " (like label_task including all)");
    }

    @AfterEach
    void drop() {
        sql.execute("drop table " + TABLE);
    }

    private Tasks tasks() {
        return new Tasks(pool, meters);
    }

    private void insert(String message, int attempts) {
        sql.execute(
                "insert into " + TABLE + " (message_sid, conversation_sid, attempts) values ($1, 'CH1', $2::text::int)",
                message,
                String.valueOf(attempts));
    }

    private void makeDue() {
        sql.execute("update " + TABLE + " set due_at = now()");
    }

    private long count(String condition) {
        return sql.number("select count(*) from " + TABLE + " where " + condition);
    }

    private static <T> T wait(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    private Task claimed() {
        List<Task> claimed = wait(tasks().claim(1));
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    private boolean failed(Throwable failure) {
        makeDue();
        return wait(tasks().failed(claimed(), failure));
    }

    @Test
    void aClaimedTaskIsNobodyElsesUntilItIsCompleted() {
        insert("IM1", 0);
        insert("IM2", 0);

        Task first = claimed();
        Task second = claimed();

        assertThat(List.of(first.messageSid(), second.messageSid())).containsExactlyInAnyOrder("IM1", "IM2");
        assertThat(first.attempts()).isEqualTo(1);
        assertThat(wait(tasks().claim(10))).isEmpty();
        wait(tasks().done(first));
        assertThat(count("message_sid = '" + first.messageSid() + "'")).isZero();
        assertThat(count("true")).isEqualTo(1);
    }

    @Test
    void whoLostTheClaimChangesNothing() {
        insert("IM1", 9);
        Task lost = claimed();
        makeDue();
        Task present = claimed();

        assertThat(wait(tasks().done(pool, lost))).isFalse();
        assertThat(wait(tasks().failed(lost, lasting))).isFalse();

        assertThat(meters.counter(MessageTasks.FAILED, "table", TABLE).count()).isZero();
        assertThat(count("owner = '" + present.owner() + "' and due_at < 'infinity'"))
                .isEqualTo(1);
        assertThat(wait(tasks().done(pool, present))).isTrue();
    }

    @Test
    void aTaskThatFailsIsRetriedWithBackOff() {
        insert("IM1", 0);

        assertThat(failed(lasting)).isFalse();
        assertThat(count("owner is null and due_at between now() and now() + interval '5 seconds'"))
                .isEqualTo(1);
        assertThat(failed(lasting)).isFalse();
        assertThat(count("due_at between now() + interval '5 seconds' and now() + interval '10 seconds'"))
                .isEqualTo(1);
    }

    @Test
    void afterTheTenthAttemptATaskIsGivenUpAndStays() {
        insert("IM1", 8);

        assertThat(failed(lasting)).isFalse();
        assertThat(failed(lasting)).isTrue();

        assertThat(count("owner is null and attempts = 10 and due_at = 'infinity'"))
                .isEqualTo(1);
        assertThat(wait(tasks().claim(10))).isEmpty();
        assertThat(meters.counter(MessageTasks.FAILED, "table", TABLE).count()).isEqualTo(1);
    }

    @Test
    void passingFailuresAreRetriedWithoutEnd() {
        insert("IM1", 20);

        for (Throwable passing : List.of(
                new TwilioException(TwilioErrorKind.SERVER_ERROR, 503, 0, null, null),
                new TwilioException(TwilioErrorKind.RATE_LIMITED, 429, 20429, null, null),
                new ProblemException(ProblemType.UNAVAILABLE, "open", Map.of(), Duration.ofSeconds(1)),
                new ConnectException("refused"))) {
            assertThat(failed(passing)).as(passing.toString()).isFalse();
            assertThat(count("due_at <= now() + interval '10 minutes'")).isEqualTo(1);
        }
        assertThat(failed(new ProblemException(ProblemType.CONFLICT, "always"))).isTrue();
    }
}
