package travel.baboo.messaging.conversation.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.conversation.TestSql;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;
import travel.baboo.messaging.sandbox.embedded.TopicRecords;

/** What the directory says of a conversation: newer and newer, and in the end nothing. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class DirectoryTopicTest extends Journey {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    ObjectMapper json;

    @Inject
    Pool pool;

    @Inject
    TestSql sql;

    @Test
    void versionsIncreaseAndARemovedConversationEndsInATombstone() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        for (String name : List.of("Second", "Third")) {
            as(expert)
                    .body(Map.of("friendlyName", name))
                    .patch("/api/conversations/" + sid)
                    .then()
                    .statusCode(200);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            as(expert).get("/api/conversations/" + sid).then().body("friendlyName", equalTo(name)));
        }
        as(admin)
                .body(Map.of("conversationSid", sid))
                .post("/api/admin/erasures")
                .then()
                .statusCode(202);

        List<DirectoryEntry> entries = untilTombstone(sid);

        assertThat(entries).extracting(DirectoryEntry::friendlyName).contains("Second", "Third");
        assertThat(entries)
                .extracting(DirectoryEntry::versionOrZero)
                .isSorted()
                .doesNotHaveDuplicates()
                .doesNotContain(0L);
    }

    @Test
    void oneInstancePublishesAndAnotherWaitsForItsLease() {
        pool.query("update outbox_lease set owner = gen_random_uuid(), leased_until = now() + interval '10 minutes'")
                .execute()
                .await()
                .atMost(PATIENCE);
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        assertThat(waiting(sid)).isPositive();
        sql.execute("update outbox_lease set leased_until = '-infinity'");
        await().atMost(PATIENCE).until(() -> waiting(sid) == 0);
        assertThat(first(sid)).isNotNull();
    }

    @Test
    void whileKafkaDoesNotAnswerNoTransactionIsHeld() {
        AtomicBoolean asked = new AtomicBoolean();
        OutboxPublisher publisher = new OutboxPublisher(pool, emitterThatNeverAnswers(asked));
        try {
            // The service's own publisher is at work as well: whichever claims the lease first.
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
                sql.execute("insert into outbox (topic, record_key, payload) values ('none', 'CH0', '{}')");
                publisher.wake();
                return asked.get();
            });

            // Transactions of the service itself are soon over.
            await().atMost(PATIENCE)
                    .until(() -> sql.number("select count(*) from pg_stat_activity where datname = current_database()"
                                    + " and state like 'idle in transaction%' and query like '%outbox%'")
                            == 0);
        } finally {
            sql.execute("delete from outbox where record_key = 'CH0'");
            sql.execute("update outbox_lease set owner = null, leased_until = '-infinity'");
        }
    }

    @SuppressWarnings("unchecked") // The publisher sends records and nothing else.
    private static MutinyEmitter<Record<String, String>> emitterThatNeverAnswers(AtomicBoolean asked) {
        return (MutinyEmitter<Record<String, String>>) Proxy.newProxyInstance(
                DirectoryTopicTest.class.getClassLoader(),
                new Class<?>[] {MutinyEmitter.class},
                (emitter, method, arguments) -> {
                    asked.set(true);
                    return Uni.createFrom().nothing();
                });
    }

    private long waiting(String sid) {
        return sql.number("select count(*) from outbox where record_key = $1", sid);
    }

    private DirectoryEntry first(String sid) {
        List<DirectoryEntry> found = new ArrayList<>();
        TopicRecords.readUntil(bootstrapServers, DirectoryEntry.TOPIC, Duration.ofSeconds(60), record -> {
            if (sid.equals(record.key()) && record.value() != null) {
                found.add(entry(record));
            }
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private List<DirectoryEntry> untilTombstone(String sid) {
        List<DirectoryEntry> entries = new ArrayList<>();
        TopicRecords.readUntil(bootstrapServers, DirectoryEntry.TOPIC, Duration.ofSeconds(60), record -> {
            byte @Nullable [] value = record.value();
            if (sid.equals(record.key()) && value != null) {
                entries.add(entry(record));
            }
            return sid.equals(record.key()) && value == null;
        });
        return entries;
    }

    private DirectoryEntry entry(ConsumerRecord<String, byte[]> record) {
        try {
            return json.readValue(record.value(), DirectoryEntry.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
