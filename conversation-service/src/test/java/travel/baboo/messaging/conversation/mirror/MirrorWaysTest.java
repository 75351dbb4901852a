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
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The same history by webhook, by Event Streams and by the reconciler: what knows more is what the mirror ends with. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class MirrorWaysTest {

    private static final Instant START = Instant.parse("2026-08-11T13:00:00.250Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NESTED = "{\"depth\":{\"two\":%d}}";

    /** How the stream may show it: values are strings (facts: nested JSON in Attributes is not documented). */
    private static final String FLAT = "{\"depth\":\"{two=%d}\"}";

    @Inject
    MirrorService mirror;

    @Inject
    MessageWaysMetrics metrics;

    @Inject
    Pool pool;

    @Test
    void anyInterleavingEndsInTheSameMirror() {
        Random random = new Random(20261129);
        String expected = null;
        for (int round = 0; round < 60; round++) {
            History history = new History();
            List<TwilioEvent> events = new ArrayList<>();
            if (round == 0) {
                events.addAll(history.by(Origin.WEBHOOK));
            } else {
                for (Origin origin : Origin.values()) {
                    events.addAll(history.by(origin));
                    history.by(origin).stream()
                            .filter(event -> random.nextInt(3) == 0)
                            .forEach(events::add);
                }
                Collections.shuffle(events, random);
            }
            for (int start = 0; start < events.size(); ) {
                int end = Math.min(events.size(), start + 1 + random.nextInt(6));
                apply(events.subList(start, end));
                start = end;
            }
            String snapshot = snapshot(history.conversation);
            if (expected == null) {
                expected = snapshot;
                assertThat(snapshot)
                        .contains("edited", "SDK", "{\\\"two\\\":3}")
                        .doesNotContain("{two=");
            }
            assertThat(snapshot).as("round %d", round).isEqualTo(expected);
        }
    }

    @Test
    void aNewerStreamedVersionBringsItsTextAndKeepsTheAttributes() {
        History history = new History();
        List<TwilioEvent> webhooks = history.by(Origin.WEBHOOK);
        apply(webhooks.subList(0, 3));
        apply(List.of(history.by(Origin.EVENT_STREAM).get(3)));
        assertThat(snapshot(history.conversation))
                .contains("edited", "{\\\"two\\\":2}")
                .doesNotContain("{two=");
        apply(List.of(webhooks.get(3)));
        assertThat(snapshot(history.conversation)).contains("edited", "{\\\"two\\\":3}");
    }

    @Test
    void whatOnlyTheStreamReportedIsMirrored() {
        History history = new History();
        apply(history.by(Origin.EVENT_STREAM));
        assertThat(snapshot(history.conversation)).contains("edited", "{two=3}", "renamed", "maria");
    }

    /** Only the webhook says whether a message's label can be trusted; one without a webhook is labeled later. */
    @Test
    void theLabelOfAStreamedMessageWaitsForItsWebhook() {
        History history = new History();
        TwilioEvent added = history.recentlyAdded(Origin.EVENT_STREAM, "API");
        apply(List.of(added));
        assertThat(labelTasks(history)).containsExactly(true);
        apply(List.of(history.recentlyAdded(Origin.WEBHOOK, "API"), added));
        assertThat(labelTasks(history)).isEmpty();
    }

    /** Whether each is due later. */
    private List<Boolean> labelTasks(History history) {
        List<Boolean> later = new ArrayList<>();
        pool.preparedQuery(
                        "select due_at > now() + interval '1 minute' as later from label_task where message_sid = $1")
                .execute(Tuple.of(history.message))
                .await()
                .atMost(PATIENCE)
                .forEach(row -> later.add(row.getBoolean("later")));
        return later;
    }

    @Test
    void theWaysOfAMessageAreAddedUp() {
        assertThat(ways(Origin.EVENT_STREAM)).isEqualTo(MessageWays.STREAM);
        assertThat(ways(Origin.RECONCILER)).isEqualTo(MessageWays.RECONCILER);
        assertThat(ways(Origin.EVENT_STREAM, Origin.WEBHOOK, Origin.EVENT_STREAM))
                .isEqualTo(MessageWays.WEBHOOK | MessageWays.STREAM);
    }

    @Test
    void messagesAreCountedOnceNoCopyIsStillToCome() {
        long before = metrics.shares().await().atMost(PATIENCE).stream();
        String sid = sid("IM");
        seen(sid, Duration.ofHours(4));
        assertThat(metrics.shares().await().atMost(PATIENCE).stream()).isEqualTo(before);
        seen(sid, Duration.ofHours(6));
        assertThat(metrics.shares().await().atMost(PATIENCE).stream()).isEqualTo(before + 1);
    }

    private void seen(String message, Duration ago) {
        pool.preparedQuery(
                        """
                        insert into message_way (message_sid, ways, seen_at) values ($1, 2, now() - $2 * interval '1 ms')
                        on conflict (message_sid) do update set seen_at = excluded.seen_at
                        """)
                .execute(Tuple.of(message, ago.toMillis()))
                .await()
                .atMost(PATIENCE);
    }

    private int ways(Origin... origins) {
        History history = new History();
        for (Origin origin : origins) {
            apply(history.by(origin));
        }
        return pool.preparedQuery("select ways from message_way where message_sid = $1")
                .execute(Tuple.of(history.message))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getInteger("ways");
    }

    private void apply(List<TwilioEvent> events) {
        mirror.applyReceived(Arrivals.of(events)).await().atMost(PATIENCE);
    }

    private String snapshot(String conversation) {
        Row row = pool.preparedQuery(
                        """
                        select c.friendly_name, c.unique_name, c.state, c.attributes, c.service_sid, c.updated_at, c.last_message_index,
                               (select jsonb_agg(jsonb_build_array(m.message_index, m.author, m.body, m.source, m.attributes, m.media,
                                                                   m.updated_at))
                                  from message m where m.conversation_sid = c.sid) as messages,
                               (select jsonb_agg(jsonb_build_array(p.identity, p.attributes, p.last_read_index, p.role_sid, p.updated_at))
                                  from participant p where p.conversation_sid = c.sid) as participants
                          from conversation c where c.sid = $1
                        """)
                .execute(Tuple.of(conversation))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next();
        assertThat(row.getValue("updated_at")).isInstanceOf(OffsetDateTime.class);
        return row.toJson().encode();
    }

    private static String sid(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    /** A conversation, its participant and its message, each made and changed; the last change of the message twice. */
    private static final class History {

        final String conversation = sid("CH");
        final String message = sid("IM");
        private final String participant = sid("MB");

        List<TwilioEvent> by(Origin origin) {
            return List.of(
                    event(origin, "onConversationAdded", 0, 0, 1, "FriendlyName=first"),
                    event(
                            origin,
                            "onMessageAdded",
                            1,
                            1,
                            1,
                            ("MessageSid=" + message + ",Index=0,Author=maria,Body=text,Source=SDK").split(",", -1)),
                    event(
                            origin,
                            "onMessageUpdated",
                            1,
                            2,
                            2,
                            ("MessageSid=" + message + ",Index=0,Author=maria,Body=text").split(",", -1)),
                    event(
                            origin,
                            "onMessageUpdated",
                            1,
                            3,
                            3,
                            ("MessageSid=" + message + ",Index=0,Author=maria,Body=edited").split(",", -1)),
                    event(
                            origin,
                            "onParticipantAdded",
                            4,
                            4,
                            1,
                            ("ParticipantSid=" + participant + ",Identity=maria,RoleSid=RL1").split(",", -1)),
                    event(
                            origin,
                            "onParticipantUpdated",
                            4,
                            5,
                            2,
                            ("ParticipantSid=" + participant + ",Identity=maria,RoleSid=RL2,LastReadMessageIndex=0")
                                    .split(",", -1)),
                    event(origin, "onConversationUpdated", 0, 6, 2, "FriendlyName=renamed"));
        }

        TwilioEvent recentlyAdded(Origin origin, String source) {
            Map<String, String> all = new LinkedHashMap<>(Map.of(
                    "ConversationSid",
                    conversation,
                    "MessageSid",
                    message,
                    "Index",
                    "0",
                    "Author",
                    "maria",
                    "Body",
                    "text"));
            all.put("DateCreated", Instant.now().toString());
            all.put("Attributes", "{\"from\":\"Bot\"}");
            if (origin == Origin.WEBHOOK) {
                all.put("Source", source);
            }
            return TwilioEvents.fromFields("onMessageAdded", TwilioFields.of(all), Instant.now(), origin);
        }

        private TwilioEvent event(Origin origin, String type, int made, int at, int attributes, String... fields) {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("ConversationSid", conversation);
            all.put("ChatServiceSid", "IS1");
            all.put("DateCreated", START.plusSeconds(made).toString());
            if (!type.endsWith("Added")) {
                all.put("DateUpdated", START.plusSeconds(at).toString());
            }
            all.put("Attributes", NESTED.formatted(attributes));
            for (String field : fields) {
                int equals = field.indexOf('=');
                all.put(field.substring(0, equals), field.substring(equals + 1));
            }
            if (origin == Origin.EVENT_STREAM) {
                List.of("Source", "ChatServiceSid", "LastReadMessageIndex").forEach(all::remove);
                all.put("Attributes", FLAT.formatted(attributes));
            } else if (origin == Origin.RECONCILER) {
                all.remove("Source");
            }
            return TwilioEvents.fromFields(type, TwilioFields.of(all), Instant.now(), origin);
        }
    }
}
