package travel.baboo.messaging.common.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedEventTest {

    private static final Instant NOW = Instant.parse("2026-08-11T13:03:28.879Z");
    private static final String CONVERSATION = "CH0123456789abcdef0123456789abcdef";

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Test
    void theRecordsHeaderNamesTheEvent() throws Exception {
        ConsumerRecord<String, byte[]> record = record(event(Map.of("MessageSid", "IM1")));
        record.headers().add("ce_id", "message-added:as-an-earlier-release-had-it".getBytes(StandardCharsets.UTF_8));

        assertThat(ReceivedEvent.read(json, record).id()).isEqualTo("message-added:as-an-earlier-release-had-it");
    }

    @Test
    void withoutAHeaderTheContentNamesTheEvent() throws Exception {
        ReceivedEvent received = ReceivedEvent.read(json, record(event(Map.of("MessageSid", "IM1"))));

        assertThat(received.id()).isEqualTo("message-added:IM1");
        assertThat(received.type()).isEqualTo("travel.baboo.twilio.message-added.v1");
    }

    @Test
    void fieldsThatCannotBeReadAreNamedAndCountAsLeftOut() throws Exception {
        ReceivedEvent received = ReceivedEvent.read(
                json,
                record(event(Map.of(
                        "MessageSid", "IM1",
                        "Index", "99999999999999999999",
                        "Media", "[{oops",
                        "Attributes", "{}",
                        "DateCreated", "yesterday"))));

        assertThat(received.unreadableFields()).containsExactlyInAnyOrder("Index", "Media", "DateCreated");
        assertThat(received.event().messageIndex()).isNull();
        assertThat(received.event().occurredAt()).isEqualTo(NOW);
    }

    @Test
    void aTimeThatNoStoreHoldsIsReplacedByTheTimeOfReceipt() throws Exception {
        TwilioEvent event = event(Map.of("MessageSid", "IM1")).occurredAt(Instant.parse("0000-01-01T00:00:00Z"));

        assertThat(ReceivedEvent.read(json, record(event)).event().occurredAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "7",
                "\"text\"",
                "{\"eventType\":\"onMessageAdded\"}",
                "{\"eventType\":{}}",
                "{\"receivedAt\":1e400000}",
                "no JSON",
                "\u0000"
            })
    void whatIsNoEventIsUnreadableWithAReasonThatQuotesNothing(String value) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                TwilioEvent.TOPIC, 0, 0, "key", value == null ? null : value.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> ReceivedEvent.read(json, record))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageStartingWith("not an event: ")
                .hasMessageNotContaining("onMessageAdded");
    }

    @Test
    void arbitraryBytesAndHeadersAreReadOrUnreadableAndNothingElse() throws Exception {
        Random random = new Random(12);
        byte[] good = json.writeValueAsBytes(event(Map.of("MessageSid", "IM1", "Index", "3")));
        for (int i = 0; i < 20_000; i++) {
            byte[] value = good.clone();
            for (int change = random.nextInt(6); change > 0; change--) {
                value[random.nextInt(value.length)] = (byte) random.nextInt();
            }
            ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(TwilioEvent.TOPIC, 0, i, "key", value);
            byte[] header = new byte[random.nextInt(20)];
            random.nextBytes(header);
            record.headers().add("ce_id", header).add("content-type", header);
            try {
                assertThat(ReceivedEvent.read(json, record).id()).isNotBlank();
            } catch (UnreadableEventException expected) {
                assertThat(expected).hasMessageStartingWith("not an event: ");
            }
        }
    }

    private static TwilioEvent event(Map<String, String> fields) {
        Map<String, String> all = new java.util.HashMap<>(fields);
        all.put("ConversationSid", CONVERSATION);
        return TwilioEvents.fromFields("onMessageAdded", TwilioFields.of(all), NOW, Origin.WEBHOOK);
    }

    private ConsumerRecord<String, byte[]> record(TwilioEvent event) throws Exception {
        return new ConsumerRecord<>(TwilioEvent.TOPIC, 0, 0, event.key(), json.writeValueAsBytes(event));
    }
}
