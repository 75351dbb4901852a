package travel.baboo.messaging.conversation.attention.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.attention.Fallback;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.conversation.TopicReader;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What did not arrive by WhatsApp is to go out by SMS: the event has the text, and only where that helps. */
@QuarkusTest
@TestProfile(FallbackTest.BySms.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class FallbackTest extends Journey {

    /** The setting under test. */
    public static final class BySms implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("baboo.conversation.attention.arrival.fallback", "sms");
        }
    }

    @Inject
    AttentionTopic topic;

    @Test
    void theEventOfAMessageThatWhatsAppCouldNotDeliverHasItsText() {
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
        inquiry.put("traveler", Map.of("name", "Ann", "channel", "whatsapp", "address", phone));
        inquiry.remove("message");
        String sid = begin(inquiry);
        // The traveler has not written: WhatsApp takes no free text (63016).
        String lost = send(sid, "lost-" + sid, "Breakfast is from seven.")
                .statusCode(201)
                .extract()
                .path("sid");
        awaitUndelivered(sid, 1);
        sandbox.text("whatsapp:" + phone, "whatsapp:" + SandboxCredentials.PHONE_NUMBER, "Thank you")
                .statusCode(200);
        // A person who blocked us is not reached by another way.
        sandbox.behave(phone, "undelivered", 63014);
        String blocked = send(sid, "blocked-" + sid, "Are you there?")
                .statusCode(201)
                .extract()
                .path("sid");

        List<AttentionEvent.Undelivered> events = awaitUndelivered(sid, 2);
        assertThat(events).extracting(AttentionEvent.Undelivered::messageSid).containsExactly(lost, blocked);
        assertThat(events)
                .extracting(AttentionEvent.Undelivered::fallback)
                .containsExactly(new Fallback(Fallback.SMS, "Breakfast is from seven."), null);
    }

    @Test
    void aMessageThatDidNotArriveBySmsHasNoSecondWay() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        sandbox.behave(phone, "undelivered", 63003);
        send(sid, "lost-" + sid, "Are you there?").statusCode(201);

        assertThat(awaitUndelivered(sid, 1))
                .extracting(AttentionEvent.Undelivered::fallback)
                .containsOnlyNulls();
    }

    private List<AttentionEvent.Undelivered> awaitUndelivered(String sid, int count) {
        List<ConsumerRecord<String, byte[]>> found =
                topic.await(sid, events -> undelivered(events).size() >= count);
        return undelivered(found);
    }

    private List<AttentionEvent.Undelivered> undelivered(List<ConsumerRecord<String, byte[]>> events) {
        return events.stream()
                .filter(record ->
                        "travel.baboo.attention.message-undelivered.v1".equals(TopicReader.header(record, "ce_type")))
                .map(record -> topic.event(record).undelivered())
                .toList();
    }
}
