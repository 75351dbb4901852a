package travel.baboo.messaging.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioEventsTest {

    private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
    private static final String SERVICE = "IS0123456789abcdef0123456789abcdef";

    private static final Instant RECEIVED = Instant.parse("2026-08-11T13:03:30Z");

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "onMessageAdded|MessageSid=IM1|message-added:IM1",
                "onMessageUpdated|MessageSid=IM1,DateUpdated=2026-08-11T13:03:28.879Z|message-updated:IM1:2026-08-11T13:03:28.879Z",
                "onMessageRemoved|MessageSid=IM1,DateRemoved=2026-08-11T13:03:28.879Z|message-removed:IM1",
                "onParticipantRemoved|ParticipantSid=MB1|participant-removed:MB1",
                "onConversationStateUpdated|ConversationSid=CH1,StateTo=closed,StateUpdated=2026-08-11T13:03:28Z"
                        + "|conversation-state-updated:CH1:closed:2026-08-11T13:03:28Z",
                "onDeliveryUpdated|DeliveryReceiptSid=DY1,MessageSid=IM1,Status=read|delivery-updated:DY1:read",
                "onSmsStatusUpdated|MessageSid=SM1,MessageStatus=sent|sms-status-updated:SM1:sent"
            })
    void theIdFollowsFromTheContent(String type, String fields, String id) {
        assertThat(CloudEventAttributes.of(event(type, fields)).id()).isEqualTo(id);
    }

    @Test
    void theSameHappeningHasTheSameIdHoweverItCame() {
        TwilioEvent first = event("onSomethingNew", "ConversationSid=CH1,A=1,B=2,RetryCount=0");
        TwilioEvent repeated = event("onSomethingNew", "B=2,ConversationSid=CH1,A=1,RetryCount=1");
        TwilioEvent other = event("onSomethingNew", "ConversationSid=CH1,A=12,B=,RetryCount=0");
        assertThat(id(repeated)).isEqualTo(id(first)).startsWith("something-new:CH1:");
        assertThat(id(other)).isNotEqualTo(id(first));
    }

    @Test
    void aKnownEventWithoutItsDistinguishingFieldIsStillPublished() {
        assertThat(id(event("onMessageUpdated", "MessageSid=IM1,Body=a")))
                .isNotEqualTo(id(event("onMessageUpdated", "MessageSid=IM1,Body=b")));
    }

    @Test
    void theEventNamesConversationResourceIndexAndTime() {
        TwilioEvent event = event(
                "onMessageUpdated",
                "ConversationSid=CH1,MessageSid=IM1,Index=7,DateCreated=2026-08-11T13:00:00Z,DateUpdated=2026-08-11T13:01:00Z");
        assertThat(event.key()).isEqualTo("CH1");
        assertThat(event.resourceSid()).isEqualTo("IM1");
        assertThat(event.messageIndex()).isEqualTo(7);
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-08-11T13:01:00Z"));
    }

    @Test
    void whatMakesNoSenseIsPassedOnRatherThanRefused() {
        TwilioEvent event = event("onMessageAdded", "Index=many,DateCreated=yesterday");
        assertThat(event.messageIndex()).isNull();
        assertThat(event.occurredAt()).isEqualTo(RECEIVED);
        assertThat(event.fields().find("Index")).contains("many");
    }

    @Test
    void anEventSurvivesJsonWithEveryFieldAsItCame() throws Exception {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("Body", List.of(" \uD83C\uDFD6 \n"));
        fields.put("Empty", List.of(""));
        fields.put("Twice", List.of("b", "a", "b"));
        TwilioEvent event =
                TwilioEvents.fromFields("onMessageAdded", new TwilioFields(fields), RECEIVED, Origin.RECONCILER);
        String text = json.writeValueAsString(event);
        assertThat(text).contains("\"Twice\":[\"b\",\"a\",\"b\"]", "\"Empty\":\"\"", "\"origin\":\"reconciler\"");
        assertThat(json.readValue(text, TwilioEvent.class)).isEqualTo(event);
    }

    @Test
    void cloudEventAttributesAreTheContracts() {
        TwilioEvent event = event(
                "onParticipantAdded",
                "AccountSid=" + ACCOUNT + ",ChatServiceSid=" + SERVICE + ",ConversationSid=CH1,ParticipantSid=MB1");
        assertThat(CloudEventAttributes.of(event).headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", "participant-added:MB1")
                .containsEntry("ce_source", "/twilio/" + ACCOUNT + "/" + SERVICE)
                .containsEntry("ce_type", "travel.baboo.twilio.participant-added.v1")
                .containsEntry("ce_subject", "CH1")
                .containsEntry("ce_time", "2026-08-11T13:03:30Z")
                .containsEntry("content-type", "application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AccountSid=AC 1",
                "AccountSid=AC\u0000",
                "ChatServiceSid=IS\n%zz",
                "ConversationSid=CH\u0007 <>",
                "MessageSid=IM\u0000\u007f",
                "DateUpdated=0000-01-01T00:00:00.000Z",
                "DateCreated=+999999999-12-31T23:59:59Z"
            })
    void whateverTheFieldsHoldTheAttributesAreAValidCloudEvent(String field) {
        CloudEventAttributes attributes = CloudEventAttributes.of(event("onMessageAdded", field));

        assertThat(URI.create(attributes.source())).hasPath(attributes.source());
        assertThat(OffsetDateTime.parse(attributes.headers().get("ce_time")).getYear())
                .isBetween(1970, 9999);
        assertThat(attributes.headers().values())
                .allSatisfy(value -> assertThat(value).isNotBlank().matches("\\P{Cntrl}+"));
    }

    @Test
    void aVeryLongNameOfAnUnknownEventDoesNotGrowItsAttributes() {
        assertThat(CloudEventAttributes.of(event("on" + "X".repeat(100_000), "MessageSid=IM1"))
                        .type())
                .hasSizeLessThan(200);
    }

    private static String id(TwilioEvent event) {
        return CloudEventAttributes.of(event).id();
    }

    private static TwilioEvent event(String type, String fields) {
        Map<String, String> parsed = new LinkedHashMap<>();
        for (String field : fields.split(",", -1)) {
            int equals = field.indexOf('=');
            parsed.put(field.substring(0, equals), field.substring(equals + 1));
        }
        return TwilioEvents.fromFields(type, TwilioFields.of(parsed), RECEIVED, Origin.WEBHOOK);
    }
}
