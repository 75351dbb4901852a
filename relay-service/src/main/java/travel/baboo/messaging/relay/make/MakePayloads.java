package travel.baboo.messaging.relay.make;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.relay.destination.DecidedEvents;
import travel.baboo.messaging.relay.destination.MessageLabels;
import travel.baboo.messaging.relay.destination.Outgoing;

/** Builds the JSON for scenarios. */
final class MakePayloads {

    private static final Pattern TYPE_AROUND = Pattern.compile("^travel\\.baboo\\.(twilio|attention)\\.|\\.v[0-9]+$");

    /** The name of {@code travel.baboo.console.test.v1}, by which an operator tries a hook out. */
    private static final String TEST_NAME = "console-test";

    private final MessageLabels labels;
    private final ObjectMapper json;
    private final DecidedEvents decisions;

    MakePayloads(MessageLabels labels, ObjectMapper json) {
        this.decisions = new DecidedEvents(json);
        this.labels = labels;
        this.json = json;
    }

    String write(Outgoing outgoing) {
        TwilioEvent event = outgoing.event();
        DirectoryEntry entry = outgoing.entry();
        boolean aboutMessage = MakeFilter.isMessage(event);
        Optional<AttentionEvent> decided = decisions.find(event);
        MakePayload payload = new MakePayload(
                outgoing.eventId(),
                typeName(outgoing.type()),
                event.occurredAt(),
                conversation(event, entry),
                aboutMessage ? message(outgoing) : null,
                event.eventType().startsWith("onParticipant") ? participant(event) : null,
                is(event, EventType.CONVERSATION_STATE_UPDATED) ? stateChange(event) : null,
                is(event, EventType.DELIVERY_UPDATED) || is(event, EventType.SMS_STATUS_UPDATED)
                        ? delivery(event)
                        : null,
                decided.map(AttentionEvent::notice).orElse(null),
                decided.map(AttentionEvent::response).orElse(null),
                decided.map(AttentionEvent::undelivered).orElse(null),
                decided.map(AttentionEvent::window).orElse(null),
                decided.map(AttentionEvent::optOut).orElse(null),
                decided.map(AttentionEvent::contactDetails).orElse(null),
                aboutMessage || decided.isPresent() ? null : event.fields(),
                event.fields().unreadable(json));
        return text(payload);
    }

    /** An event of no conversation, for trying a hook out. */
    String test(UUID id, Instant now) {
        return text(new MakePayload(
                "console-test:" + id,
                TEST_NAME,
                now,
                new MakePayload.Conversation(null, false, null, null, null, null, null),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of()));
    }

    private String text(MakePayload payload) {
        try {
            return json.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a payload is always JSON", e);
        }
    }

    /** {@code travel.baboo.twilio.message-added.v1} becomes {@code message-added}. */
    private static String typeName(String type) {
        return TYPE_AROUND.matcher(type).replaceAll("");
    }

    private static boolean is(TwilioEvent event, EventType type) {
        return event.eventType().equals(type.twilioName());
    }

    private static MakePayload.Conversation conversation(TwilioEvent event, @Nullable DirectoryEntry entry) {
        if (entry == null) {
            return new MakePayload.Conversation(event.conversationSid(), false, null, null, null, null, null);
        }
        return new MakePayload.Conversation(
                entry.conversationSid(),
                true,
                entry.inquiryId(),
                entry.friendlyName(),
                entry.state(),
                entry.traveler(),
                entry.expert());
    }

    private MakePayload.Message message(Outgoing outgoing) {
        TwilioEvent event = outgoing.event();
        return new MakePayload.Message(
                event.resourceSid(),
                event.messageIndex(),
                field(event, "Author"),
                labels.role(event, outgoing.entry()),
                labels.of(event, outgoing.entry()),
                field(event, "Body"),
                event.fields().findJson("Media", json).orElse(null),
                field(event, "Source"),
                outgoing.hops());
    }

    private static MakePayload.Participant participant(TwilioEvent event) {
        String type = field(event, "MessagingBinding.Type");
        return new MakePayload.Participant(
                event.resourceSid(),
                field(event, "Identity"),
                field(event, "MessagingBinding.Address"),
                type == null ? null : type.toLowerCase(Locale.ROOT),
                number(event, "LastReadMessageIndex"));
    }

    private static MakePayload.StateChange stateChange(TwilioEvent event) {
        return new MakePayload.StateChange(field(event, "StateFrom"), field(event, "StateTo"), field(event, "Reason"));
    }

    private static MakePayload.DeliveryUpdate delivery(TwilioEvent event) {
        String status = field(event, "Status");
        Long code = number(event, "ErrorCode");
        return new MakePayload.DeliveryUpdate(
                field(event, "MessageSid"),
                field(event, "ParticipantSid"),
                status == null ? field(event, "MessageStatus") : status,
                code == null ? null : code.intValue());
    }

    private static @Nullable String field(TwilioEvent event, String name) {
        return event.fields().find(name).orElse(null);
    }

    private static @Nullable Long number(TwilioEvent event, String name) {
        OptionalLong number = event.fields().findNumber(name);
        return number.isPresent() ? number.getAsLong() : null;
    }
}
