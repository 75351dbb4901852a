package travel.baboo.messaging.relay.make;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.attention.Fallback;
import travel.baboo.messaging.common.attention.FoundDetails;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.common.sender.SenderLabelConfig;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.relay.destination.DecidedEvents;
import travel.baboo.messaging.relay.destination.LabelsForTests;
import travel.baboo.messaging.relay.destination.Outgoing;

/** The examples in {@code docs/make-events.md} are what a scenario really gets. */
class MakeEventsDocTest {

    private static final Path DOC = Path.of("..", "docs", "make-events.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- example: ([a-z-]+) -->\\s*```json\\n(.*?)```", Pattern.DOTALL);
    private static final String CONVERSATION = "CH00000000000000000000000000000001";
    private static final List<String> EXPERTS = List.of("maria@example.com");
    private static final Instant TIME = Instant.parse("2026-08-11T13:03:28.879Z");

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private final DecidedEvents decisions = new DecidedEvents(json);
    private final MakePayloads payloads = new MakePayloads(
            LabelsForTests.of(new SenderLabels(
                    new SenderLabelConfig() {
                        @Override
                        public String bot() {
                            return "Bot";
                        }

                        @Override
                        public String team() {
                            return "Baboo Team";
                        }

                        @Override
                        public String expert() {
                            return "Local Expert";
                        }

                        @Override
                        public String traveler() {
                            return "Traveler";
                        }
                    },
                    json)),
            json);

    @Test
    void everyExampleIsWhatIsSent() throws IOException {
        Map<String, String> documented = documented();
        assertThat(json.readTree(documented.remove("console-test")))
                .isEqualTo(json.readTree(payloads.test(new UUID(0, 1), TIME)));
        Map<String, TwilioEvent> events = new TreeMap<>(events());
        decided().forEach((name, decision) -> events.put(name, decisions.of(decision)));
        assertThat(documented.keySet()).isEqualTo(events.keySet());
        for (Map.Entry<String, TwilioEvent> example : events.entrySet()) {
            assertThat(json.readTree(documented.get(example.getKey())))
                    .as(example.getKey())
                    .isEqualTo(json.readTree(payload(example.getValue(), entry())));
        }
    }

    @Test
    void aConversationThatNobodyKnowsSaysSo() throws IOException {
        assertThat(json.readTree(payload(events().get("message-added"), null)).path("conversation"))
                .isEqualTo(json.readTree("{\"sid\":\"" + CONVERSATION + "\",\"known\":false}"));
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> examples = new TreeMap<>();
        Matcher matcher = EXAMPLE.matcher(Files.readString(DOC));
        while (matcher.find()) {
            examples.put(matcher.group(1), matcher.group(2));
        }
        return examples;
    }

    private String payload(@Nullable TwilioEvent event, @Nullable DirectoryEntry entry) {
        TwilioEvent known = Objects.requireNonNull(event);
        CloudEventAttributes attributes =
                decisions.find(known).map(AttentionEvent::attributes).orElseGet(() -> CloudEventAttributes.of(known));
        return payloads.write(
                new Outgoing(UUID.randomUUID(), attributes.id(), attributes.type(), 0, known, entry, TIME));
    }

    private static DirectoryEntry entry() {
        return new DirectoryEntry(
                CONVERSATION,
                "4711",
                "Traveler Ann - Expert Maria",
                "active",
                new DirectoryEntry.Traveler("Ann", "sms", "+15550001111", null),
                new DirectoryEntry.Expert("maria@example.com", "Maria"),
                null,
                null);
    }

    private static Map<String, TwilioEvent> events() {
        Map<String, TwilioEvent> events = new LinkedHashMap<>();
        events.put(
                "message-added",
                message(
                        "onMessageAdded",
                        Map.of(
                                "Body", "Is breakfast included?",
                                "Source", "SMS",
                                "Media",
                                        "[{\"Sid\":\"ME00000000000000000000000000000001\",\"Filename\":\"photo.jpg\","
                                                + "\"ContentType\":\"image/jpeg\",\"Size\":92724}]")));
        events.put(
                "message-updated",
                message("onMessageUpdated", Map.of("Body", "Is lunch included?", "DateUpdated", TIME.toString())));
        events.put("message-removed", message("onMessageRemoved", Map.of("DateRemoved", TIME.toString())));
        events.put(
                "participant-added",
                event(
                        "onParticipantAdded",
                        Map.of(
                                "ParticipantSid", "MB00000000000000000000000000000001",
                                "MessagingBinding.Type", "SMS",
                                "MessagingBinding.Address", "+15550001111",
                                "DateCreated", TIME.toString())));
        events.put(
                "participant-updated",
                event(
                        "onParticipantUpdated",
                        Map.of(
                                "ParticipantSid", "MB00000000000000000000000000000002",
                                "Identity", "maria@example.com",
                                "LastReadMessageIndex", "4",
                                "DateUpdated", TIME.toString())));
        events.put(
                "participant-removed",
                event(
                        "onParticipantRemoved",
                        Map.of(
                                "ParticipantSid", "MB00000000000000000000000000000002",
                                "Identity", "maria@example.com",
                                "DateRemoved", TIME.toString())));
        events.put(
                "conversation-state-updated",
                event(
                        "onConversationStateUpdated",
                        Map.of(
                                "StateFrom",
                                "active",
                                "StateTo",
                                "closed",
                                "Reason",
                                "TIMER",
                                "StateUpdated",
                                TIME.toString())));
        events.put(
                "delivery-updated",
                event(
                        "onDeliveryUpdated",
                        Map.of(
                                "MessageSid", "IM00000000000000000000000000000001",
                                "ParticipantSid", "MB00000000000000000000000000000001",
                                "DeliveryReceiptSid", "DY00000000000000000000000000000001",
                                "Status", "undelivered",
                                "ErrorCode", "30003",
                                "DateUpdated", TIME.toString())));
        return events;
    }

    private static Map<String, AttentionEvent> decided() {
        String link = "https://app.example.com/conversations/" + CONVERSATION;
        AttentionEvent.Notice notice = new AttentionEvent.Notice(
                "MB00000000000000000000000000000002",
                "maria@example.com",
                "expert",
                0,
                2,
                5,
                6,
                TIME.minusSeconds(300),
                "Ann - Traveler",
                "Is breakfast included?",
                link);
        return Map.of(
                AttentionEvent.UNREAD_NOTICE,
                AttentionEvent.of(AttentionEvent.UNREAD_NOTICE, CONVERSATION, TIME, notice),
                AttentionEvent.OVERDUE,
                AttentionEvent.of(
                        AttentionEvent.OVERDUE,
                        CONVERSATION,
                        TIME,
                        response("vip", "vip", "boss@example.com", null, null, link)),
                AttentionEvent.CLEARED,
                AttentionEvent.of(
                        AttentionEvent.CLEARED,
                        CONVERSATION,
                        TIME,
                        response("default", null, null, "answered", TIME, null)),
                AttentionEvent.UNDELIVERED,
                AttentionEvent.of(
                        CONVERSATION,
                        TIME,
                        new AttentionEvent.Undelivered(
                                "IM00000000000000000000000000000002",
                                6,
                                "expert",
                                "maria@example.com",
                                "whatsapp",
                                63016,
                                TIME.minusSeconds(60),
                                EXPERTS,
                                new Fallback(Fallback.SMS, "Breakfast is from seven."),
                                link)),
                AttentionEvent.WINDOW_CLOSING,
                AttentionEvent.of(
                        CONVERSATION,
                        TIME,
                        new AttentionEvent.Window(
                                TIME.minus(Duration.ofHours(22)),
                                TIME.plus(Duration.ofHours(2)),
                                5,
                                TIME.minus(Duration.ofHours(23)),
                                EXPERTS,
                                link)),
                AttentionEvent.OPTED_OUT,
                AttentionEvent.of(
                        CONVERSATION, TIME, new AttentionEvent.OptOut(TIME.minusSeconds(1), "sms", EXPERTS, link)),
                AttentionEvent.CONTACT_DETAILS,
                AttentionEvent.of(
                        CONVERSATION,
                        TIME,
                        new FoundDetails(
                                "7d7e2f3a-0b7c-4a55-9d1e-5b2f6a1c0e11",
                                "IM00000000000000000000000000000002",
                                6,
                                "outbound",
                                "replaced",
                                "maria@example.com",
                                List.of(new FoundDetails.Detail("phone", 1), new FoundDetails.Detail("email", 1)),
                                TIME.minusSeconds(1),
                                link)));
    }

    private static AttentionEvent.Response response(
            String target,
            @Nullable String tag,
            @Nullable String escalateTo,
            @Nullable String outcome,
            @Nullable Instant endedAt,
            @Nullable String link) {
        return new AttentionEvent.Response(
                "first", 5, TIME.minusSeconds(300), TIME, EXPERTS, target, tag, escalateTo, outcome, endedAt, link);
    }

    private static TwilioEvent message(String type, Map<String, String> more) {
        Map<String, String> fields = new TreeMap<>(more);
        fields.put("MessageSid", "IM00000000000000000000000000000001");
        fields.put("Index", "5");
        fields.put("Author", "+15550001111");
        fields.put("Attributes", "{}");
        fields.put("DateCreated", TIME.toString());
        return event(type, fields);
    }

    private static TwilioEvent event(String type, Map<String, String> more) {
        Map<String, String> fields = new TreeMap<>(more);
        fields.put("ConversationSid", CONVERSATION);
        return TwilioEvents.fromFields(type, TwilioFields.of(fields), TIME, Origin.WEBHOOK);
    }
}
