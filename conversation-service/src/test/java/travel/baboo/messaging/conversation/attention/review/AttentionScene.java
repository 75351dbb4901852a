package travel.baboo.messaging.conversation.attention.review;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.conversation.TestSql;
import travel.baboo.messaging.conversation.WebhookBridge;

/** A conversation between Elena and a phone that only the topic has, and what reviews make of it. */
abstract class AttentionScene extends Journey {

    static final String ELENA = "elena@example.com";

    @Inject
    WebhookBridge webhooks;

    @Inject
    AttentionTopic topic;

    @Inject
    TestSql sql;

    final String conversation = sid("CH");
    final String member = sid("MB");

    /** Creates a conversation between Elena and a phone. */
    void begin(String sid, String membership) {
        Instant at = Instant.now().minus(Duration.ofHours(12));
        publish("onConversationAdded", at, Map.of("ConversationSid", sid, "FriendlyName", "x", "Attributes", "{}"));
        publish(
                "onParticipantAdded",
                at,
                Map.of(
                        "ConversationSid", sid,
                        "ParticipantSid", membership,
                        "Identity", ELENA,
                        "Source", "API",
                        "Attributes", "{\"role\":\"expert\",\"name\":\"Elena\"}"));
        publish(
                "onParticipantAdded",
                at,
                Map.of(
                        "ConversationSid",
                        sid,
                        "ParticipantSid",
                        traveler(sid),
                        "MessagingBinding.Type",
                        "SMS",
                        "MessagingBinding.Address",
                        phone));
    }

    private static String traveler(String sid) {
        return "MB" + sid.substring(4) + "ff";
    }

    void write(String sid, int index, String author, Instant at) {
        publish(
                "onMessageAdded",
                at,
                Map.of(
                        "ConversationSid",
                        sid,
                        "MessageSid",
                        "IM" + sid.substring(2, 32) + "0" + index,
                        "Index",
                        Integer.toString(index),
                        "Author",
                        author,
                        "ParticipantSid",
                        author.equals(phone) ? traveler(sid) : member,
                        "Body",
                        "text " + index,
                        "Source",
                        author.equals(phone) ? "SMS" : "SDK"));
    }

    void read(int index) {
        publish(
                "onParticipantUpdated",
                Instant.now(),
                Map.of(
                        "ConversationSid", conversation,
                        "ParticipantSid", member,
                        "Identity", ELENA,
                        "LastReadMessageIndex", Integer.toString(index)));
    }

    private void publish(String type, Instant at, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("EventType", type);
        all.put("AccountSid", "AC00000000000000000000000000000001");
        all.put("DateCreated", at.toString());
        webhooks.publish(TwilioEvents.fromFields(type, TwilioFields.of(all), Instant.now(), Origin.WEBHOOK));
    }

    boolean reviewed(String sid) {
        return sql.number(
                        """
                        select count(*) as n from attention_review r join message m on m.conversation_sid = r.conversation_sid
                         where r.conversation_sid = $1 and r.owner is null and (r.due_at is null or r.due_at > now() + interval '2 seconds')
                        """,
                        sid)
                > 0;
    }

    long notices(String sid) {
        return sql.number("select count(*) as n from unread_notice where conversation_sid = $1", sid);
    }

    long dueIn(String sid) {
        return sql.number(
                "select coalesce(extract(epoch from max(due_at) - now()), 0)::bigint as n from attention_review where conversation_sid = $1",
                sid);
    }

    static String sid(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    /** The first {@code count} events about the conversation, in order. */
    List<ConsumerRecord<String, byte[]>> awaitEvents(int count) {
        return topic.await(conversation, found -> found.size() >= count);
    }
}
