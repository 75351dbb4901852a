package travel.baboo.messaging.conversation.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The mirror has the same final state, however often and in whatever order the events of a conversation arrive. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class MirrorOrderTest {

    private static final Instant START = Instant.parse("2026-08-11T13:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    MirrorService mirror;

    @Inject
    Pool pool;

    @Test
    void anyOrderAndAnyRepetitionEndTheSame() {
        Random random = new Random(20261121);
        String expected = null;
        for (int round = 0; round < 25; round++) {
            Story story = new Story();
            List<TwilioEvent> events = new ArrayList<>(story.events());
            if (round > 0) {
                events.addAll(story.events());
                Collections.shuffle(events, random);
            }
            mirror.applyReceived(Arrivals.of(events)).await().atMost(PATIENCE);
            String snapshot = snapshot(story);
            if (expected == null) {
                expected = snapshot;
                assertThat(snapshot).contains("closed", "edited", "read").doesNotContain("secret");
            }
            assertThat(snapshot).as("round %d", round).isEqualTo(expected);
        }
    }

    /** A removal is final wherever in the order it comes, also in a batch of its own before or after the others. */
    @Test
    void afterARemovalNothingIsLeftHoweverTheEventsCome() {
        Random random = new Random(20261128);
        for (int round = 0; round < 25; round++) {
            Story story = new Story();
            List<TwilioEvent> events = new ArrayList<>(story.events());
            events.addAll(story.events());
            events.add(story.removal());
            Collections.shuffle(events, random);
            int cut = random.nextInt(events.size() + 1);
            for (List<TwilioEvent> batch : List.of(events.subList(0, cut), events.subList(cut, events.size()))) {
                if (!batch.isEmpty()) {
                    mirror.applyReceived(Arrivals.of(batch)).await().atMost(PATIENCE);
                }
            }
            assertThat(everything(story))
                    .as("round %d", round)
                    .doesNotContain("maria", "text", "secret", "edited", "+1555", "second", "first");
            assertThat(count("message", story) + count("participant", story) + count("member", story))
                    .as("round %d", round)
                    .isZero();
            assertThat(tombstones(story)).as("round %d", round).isTrue();
        }
    }

    private long count(String table, Story story) {
        return pool.preparedQuery("select count(*) as rows from " + table + " where conversation_sid = $1")
                .execute(Tuple.of(story.conversation))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong("rows");
    }

    private String everything(Story story) {
        return pool.preparedQuery("select to_jsonb(c)::text as row from conversation c where sid = $1")
                .execute(Tuple.of(story.conversation))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getString("row");
    }

    /** The last entry of the directory says that the conversation is gone. */
    private boolean tombstones(Story story) {
        return StreamSupport.stream(
                        pool.preparedQuery("select payload from outbox where record_key = $1 order by id desc limit 1")
                                .execute(Tuple.of(story.conversation))
                                .await()
                                .atMost(PATIENCE)
                                .spliterator(),
                        false)
                .allMatch(row -> row.getString("payload") == null);
    }

    /** What the mirror holds of the conversation, without the SIDs that differ from round to round. */
    private String snapshot(Story story) {
        String sql =
                """
                select c.friendly_name, c.state, c.attributes, c.last_message_index, c.last_activity_at,
                       (select jsonb_agg(jsonb_build_array(m.message_index, m.author, m.body, m.source, m.removed_at is not null)
                                         order by m.message_index) from message m where m.conversation_sid = c.sid) as messages,
                       (select jsonb_agg(jsonb_build_array(p.identity, p.address, p.last_read_index, p.removed_at is not null)
                                         order by p.identity) from participant p where p.conversation_sid = c.sid) as participants,
                       (select jsonb_agg(jsonb_build_array(r.status, r.error_code)) from delivery_receipt r
                         join message m on m.sid = r.message_sid where m.conversation_sid = c.sid) as receipts
                  from conversation c where c.sid = $1
                """;
        Iterable<Row> rows = pool.preparedQuery(sql)
                .execute(Tuple.of(story.conversation))
                .await()
                .atMost(PATIENCE);
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.toJson().encode())
                .toList()
                .toString();
    }

    /** A conversation's life: two people, three messages of which one is edited and one removed, receipts, the end. */
    private static final class Story {
        final String conversation = sid("CH");
        private final String expert = sid("MB");
        private final String traveler = sid("MB");
        private final List<String> messages = List.of(sid("IM"), sid("IM"), sid("IM"));
        private final String receipt = sid("DY");
        private final List<TwilioEvent> events = new ArrayList<>();

        List<TwilioEvent> events() {
            if (events.isEmpty()) {
                report();
            }
            return events;
        }

        private void report() {
            add("onConversationAdded", 0, "FriendlyName=first", "State=active", "Attributes={}");
            add("onParticipantAdded", 1, "ParticipantSid=" + expert, "Identity=maria");
            add(
                    "onParticipantAdded",
                    2,
                    "ParticipantSid=" + traveler,
                    "MessagingBinding.Address=+15551230000",
                    "MessagingBinding.Type=SMS");
            for (int i = 0; i < 3; i++) {
                add(
                        "onMessageAdded",
                        3 + i,
                        "MessageSid=" + messages.get(i),
                        "Index=" + i,
                        "Author=maria",
                        "Body=" + (i == 2 ? "secret" : "text " + i),
                        "Source=SDK");
            }
            add("onConversationUpdated", 6, "FriendlyName=second", "State=inactive", "Attributes={\"a\":1}");
            add("onMessageUpdated", 7, "MessageSid=" + messages.get(1), "Index=1", "Author=maria", "Body=edited");
            add("onMessageRemoved", 8, "MessageSid=" + messages.get(2), "Index=2", "Author=maria", "Body=secret");
            add("onParticipantUpdated", 9, "ParticipantSid=" + expert, "Identity=maria", "LastReadMessageIndex=1");
            add("onParticipantUpdated", 10, "ParticipantSid=" + expert, "Identity=maria", "LastReadMessageIndex=2");
            for (String status : List.of("sent", "delivered", "read")) {
                add(
                        "onDeliveryUpdated",
                        11,
                        "DeliveryReceiptSid=" + receipt,
                        "MessageSid=" + messages.get(0),
                        "Status=" + status);
            }
            add("onParticipantRemoved", 12, "ParticipantSid=" + traveler);
            add("onConversationStateUpdated", 13, "StateFrom=inactive", "StateTo=closed", "Reason=API");
        }

        TwilioEvent removal() {
            int before = events().size();
            add("onConversationRemoved", 14, "FriendlyName=second");
            return events.remove(before);
        }

        private void add(String type, int second, String... fields) {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("EventType", type);
            all.put("ConversationSid", conversation);
            String at = START.plusSeconds(second).toString();
            all.put("DateCreated", created(type, fields, at));
            all.put(type.equals("onConversationStateUpdated") ? "StateUpdated" : "DateUpdated", at);
            if (type.endsWith("Removed")) {
                all.put("DateRemoved", at);
            }
            for (String field : fields) {
                int equals = field.indexOf('=');
                all.put(field.substring(0, equals), field.substring(equals + 1));
            }
            events.add(TwilioEvents.fromFields(type, TwilioFields.of(all), Instant.now(), Origin.WEBHOOK));
        }

        /** A message keeps the date of its making in every later event. */
        private String created(String type, String[] fields, String at) {
            if (!type.startsWith("onMessage")) {
                return at;
            }
            int index = messages.indexOf(fields[0].substring("MessageSid=".length()));
            return START.plusSeconds(3L + index).toString();
        }

        private static String sid(String prefix) {
            return prefix + UUID.randomUUID().toString().replace("-", "");
        }
    }
}
