package travel.baboo.messaging.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;

/** A streamed event gets the names and the id of its webhook. */
class StreamedEventsTest {

    private static final Instant NOW = Instant.parse("2026-08-11T13:03:30Z");

    @Test
    void aMessageHasTheNamesAndTheIdOfItsWebhook() throws Exception {
        TwilioEvent event = read(
                "message.added",
                """
                {"AccountSid":"AC1","ConversationSid":"CH1","MessageSid":"IM1","Index":7,"MessageBody":"Hi",
                 "ParticipantSid":null,"Attributes":{"a":"b"},"DateCreated":"2026-08-11T13:03:28.879Z",
                 "Media":[{"MediaSid":"ME1","Filename":"x","Size":3}]}""");

        assertThat(CloudEventAttributes.of(event).id()).isEqualTo("message-added:IM1");
        assertThat(event.origin()).isEqualTo(Origin.EVENT_STREAM);
        assertThat(event.messageIndex()).isEqualTo(7);
        assertThat(event.occurredAt()).isEqualTo("2026-08-11T13:03:28.879Z");
        assertThat(event.fields().find("Body")).hasValue("Hi");
        assertThat(event.fields().values()).doesNotContainKeys("MessageBody", "ParticipantSid", "Source");
        assertThat(event.fields().find("Attributes")).hasValue("{\"a\":\"b\"}");
        assertThat(new ObjectMapper().readTree(event.fields().find("Media").orElseThrow()))
                .isEqualTo(new ObjectMapper().readTree("[{\"Sid\":\"ME1\",\"Filename\":\"x\",\"Size\":3}]"));
    }

    @Test
    void aStateHasTheIdOfItsWebhookWhateverThePrecisionOfItsTime() {
        TwilioEvent event = read(
                "conversation-state.updated",
                """
                {"ConversationSid":"CH1","StateTo":"closed","StateUpdated":"2026-08-11T13:03:28Z"}""");

        assertThat(CloudEventAttributes.of(event).id())
                .isEqualTo("conversation-state-updated:CH1:closed:2026-08-11T13:03:28.000Z");
    }

    @Test
    void bindingsAreFlatAndTheFirstMessageOfAConversationIsNoBody() {
        TwilioEvent event = read(
                "conversation.added",
                """
                {"ConversationSid":"CH1","MessageBody":"first","MessagingBinding":{"Address":"+1","ProxyAddress":null}}""");

        assertThat(event.fields().find("MessageBody")).hasValue("first");
        assertThat(event.fields().find("MessagingBinding.Address")).hasValue("+1");
        assertThat(event.fields().values()).doesNotContainKeys("Body", "MessagingBinding.ProxyAddress");
        assertThat(event.occurredAt()).as("the envelope's time").isEqualTo("2026-08-11T13:03:29Z");
    }

    @Test
    void usersHaveTheLowerCaseNamesOfWebhooks() {
        TwilioEvent event = read("user.updated", "{\"UserSid\":\"US1\",\"IsOnline\":true}");

        assertThat(event.fields().find("isOnline")).hasValue("true");
    }

    @Test
    void anUnknownTypePassesThrough() {
        assertThat(read("thing.invented", "{\"X\":1}").eventType())
                .isEqualTo("com.twilio.conversations.thing.invented");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"type\":1,\"data\":{}}", "{\"type\":\"x\",\"data\":\"y\"}"})
    void whatIsNoEventIsKeptAsUnreadable(String body) {
        TwilioEvent event = events().read(request(body));

        assertThat(event.eventType()).isEqualTo("unreadable");
        assertThat(event.origin()).isEqualTo(Origin.EVENT_STREAM);
    }

    @Test
    void theJournalKeepsTheKind() throws Exception {
        assertThat(WebhookRequestCodec.decode(WebhookRequestCodec.encode(request("{}")))
                        .kind())
                .isEqualTo(WebhookRequest.Kind.CLOUD_EVENT);
    }

    private static TwilioEvent read(String type, String data) {
        return events().read(request("{\"specversion\":\"1.0\",\"type\":\"com.twilio.conversations." + type
                + "\",\"id\":\"EZ1\",\"time\":\"2026-08-11T13:03:29Z\",\"data\":" + data + "}"));
    }

    private static WebhookEvents events() {
        return WebhookEvents.with(new ObjectMapper());
    }

    private static WebhookRequest request(String body) {
        return new WebhookRequest(WebhookRequest.Kind.CLOUD_EVENT, NOW, "/", "", body.getBytes(UTF_8), null);
    }
}
