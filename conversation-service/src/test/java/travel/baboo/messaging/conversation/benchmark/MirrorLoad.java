package travel.baboo.messaging.conversation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.conversation.WebhookBridge;

/** Events for the mirror, as fast as it takes them: seven of ten new messages, two receipts, one read horizon. */
final class MirrorLoad {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final WebhookBridge topic;
    private final Counter applied;
    private final Clock clock;
    private final int conversations;
    private final int firstIndex;
    private int warmUp;

    /** @param firstIndex messages go on where the ones before ended, as Twilio counts them: from here */
    MirrorLoad(WebhookBridge topic, MeterRegistry meters, Clock clock, int conversations, int firstIndex) {
        this.topic = topic;
        this.applied = meters.counter("baboo.mirror.events", "outcome", "applied");
        this.clock = clock;
        this.conversations = conversations;
        this.firstIndex = firstIndex;
    }

    /** The first events, which are not measured. */
    void warmUp(int events) {
        mirror(events, 1_000_000_000L, firstIndex);
        warmUp = events;
    }

    /** Returns how many a second were applied. */
    double run(int events) {
        double before = applied.count();
        long begin = System.nanoTime();
        mirror(events, 2_000_000_000L, firstIndex + warmUp / conversations + 1);
        return (applied.count() - before) / ((System.nanoTime() - begin) / 1e9);
    }

    private void mirror(int events, long seed, int index) {
        double before = applied.count();
        for (int i = 0; i < events; i++) {
            Map<String, String> fields = fields(i, seed, index);
            topic.publish(TwilioEvents.fromFields(
                    String.valueOf(fields.get("EventType")), TwilioFields.of(fields), clock.instant(), Origin.WEBHOOK));
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (applied.count() < before + events) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private Map<String, String> fields(int i, long seed, int index) {
        Map<String, String> fields = new LinkedHashMap<>();
        long conversation = 1L + i % conversations;
        String at = Instant.EPOCH.plusSeconds(1_800_000_000L + i).toString();
        fields.put("AccountSid", sid("AC", 1));
        fields.put("ConversationSid", sid("CH", conversation));
        fields.put("DateCreated", at);
        String type = i % 10 < 7 ? "onMessageAdded" : i % 10 < 9 ? "onDeliveryUpdated" : "onParticipantUpdated";
        fields.put("EventType", type);
        if (type.equals("onMessageAdded")) {
            fields.put("MessageSid", sid("IM", seed + i));
            fields.put("Index", Long.toString(index + i / conversations));
            fields.put("Author", "e" + conversation % 100 + "@example.com");
            fields.put("ParticipantSid", sid("MB", conversation * 4));
            fields.put("Body", "w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12");
            fields.put("Attributes", "{\"from\":\"Maria - Local Expert\"}");
            fields.put("Source", "SDK");
        } else if (type.equals("onDeliveryUpdated")) {
            fields.put("MessageSid", sid("IM", seed + i - 7));
            fields.put("DeliveryReceiptSid", sid("DY", seed + i));
            fields.put("Status", "delivered");
            fields.put("DateUpdated", at);
        } else {
            fields.put("ParticipantSid", sid("MB", conversation * 4));
            fields.put("Identity", "e" + conversation % 100 + "@example.com");
            fields.put("LastReadMessageIndex", Integer.toString(i / conversations));
            fields.put("DateUpdated", at);
        }
        return fields;
    }

    private static String sid(String prefix, long number) {
        return prefix + String.format(Locale.ROOT, "%032x", number);
    }
}
