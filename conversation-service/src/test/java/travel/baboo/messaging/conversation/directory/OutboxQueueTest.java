package travel.baboo.messaging.conversation.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.TestSql;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class OutboxQueueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @Inject
    TestSql sql;

    private final List<String> sent = new CopyOnWriteArrayList<>();

    @BeforeEach
    void tables() {
        sql.execute("create table test_outbox (id bigserial primary key, record_key text not null, payload text)");
        sql.execute("create table test_outbox_lease (owner uuid, leased_until timestamptz not null)");
        sql.execute("insert into test_outbox_lease values (null, '-infinity')");
        sql.execute(
                "insert into test_outbox (record_key, payload) values ('a', 'first'), ('b', 'refused'), ('c', 'last')");
    }

    @AfterEach
    void noTables() {
        sql.execute("drop table test_outbox, test_outbox_lease");
    }

    @Test
    void aRecordThatIsTooLargeKeepsNoOtherBack() {
        queue(new RecordTooLargeException()).run().await().atMost(PATIENCE);
        assertThat(sent).containsExactly("first", "last");
        assertThat(sql.number("select count(*) from test_outbox")).isZero();
    }

    @Test
    void whileKafkaIsAwayEverythingStays() {
        queue(new IllegalStateException("away")).run().await().atMost(PATIENCE);
        assertThat(sent).containsExactly("first");
        assertThat(sql.number("select count(*) from test_outbox")).isEqualTo(3);
    }

    private OutboxQueue queue(RuntimeException refusal) {
        return new OutboxQueue(pool, "test_outbox", item -> {
            if ("refused".equals(item.payload())) {
                return Uni.createFrom().failure(refusal);
            }
            sent.add(item.payload());
            return Uni.createFrom().voidItem();
        });
    }
}
