package travel.baboo.messaging.relay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.ReceivedEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;

/** Events are named by conversation, {@code +} for a new message or {@code ~} for a changed one, and its index. */
class MessageOrderTest {

    @Test
    void messagesThatOvertookEachOtherGetTheirOrder() {
        assertThat(ordered("A+5", "A+4", "A+7", "A+6")).containsExactly("A+4", "A+5", "A+6", "A+7");
    }

    @Test
    void conversationsKeepTheirPlaces() {
        assertThat(ordered("A+2", "B+9", "A+1", "B+8")).containsExactly("A+1", "B+8", "A+2", "B+9");
    }

    @Test
    void aLateMessageGoesBeforeTheNextOneAndWhateverHappenedToThat() {
        assertThat(ordered("A+5", "A~5", "A+4", "A+3")).containsExactly("A+3", "A+4", "A+5", "A~5");
        assertThat(ordered("A+1", "A~1", "A+3", "A~3", "A+2", "A+4"))
                .containsExactly("A+1", "A~1", "A+2", "A+3", "A~3", "A+4");
    }

    @Test
    void whatHappensElsewhereDoesNot() {
        assertThat(ordered("A+5", "B~1", "A+4")).containsExactly("A+4", "B~1", "A+5");
    }

    @Test
    void theSameMessageTwiceStaysTwice() {
        assertThat(ordered("A+5", "A+4", "A+5")).containsExactly("A+4", "A+5", "A+5");
    }

    private static List<String> ordered(String... names) {
        return MessageOrder.of(Stream.of(names).map(MessageOrderTest::received).toList()).stream()
                .map(received -> received.record().key())
                .toList();
    }

    private static Received received(String name) {
        String type = name.charAt(1) == '+' ? "onMessageAdded" : "onMessageUpdated";
        TwilioFields fields = TwilioFields.of(Map.of(
                "ConversationSid", "CH" + name.charAt(0), "MessageSid", "IM" + name, "Index", name.substring(2)));
        return new Received(
                new ConsumerRecord<>("twilio.events", 0, 0, name, new byte[0]),
                new ReceivedEvent(
                        name, type, TwilioEvents.fromFields(type, fields, Instant.EPOCH, Origin.WEBHOOK), List.of()),
                Context.root());
    }
}
