package travel.baboo.messaging.relay.destination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioFields;

/**
 * Decisions of conversation-service in the form in which deliveries store events, so that filters, lanes and retries treat them like
 * everything else. The decision is in one field, which no event of Twilio has.
 */
public final class DecidedEvents {

    private static final String FIELD = "Baboo.Attention";

    private final ObjectMapper json;

    public DecidedEvents(ObjectMapper json) {
        this.json = json;
    }

    public TwilioEvent of(AttentionEvent decided) {
        return new TwilioEvent(
                decided.kind(),
                null,
                decided.conversationSid(),
                null,
                null,
                decided.occurredAt(),
                decided.occurredAt(),
                Origin.WEBHOOK,
                TwilioFields.of(Map.of(FIELD, write(decided))),
                null);
    }

    /** The decision; empty for events of Twilio. */
    public Optional<AttentionEvent> find(TwilioEvent event) {
        return event.eventType().startsWith("on")
                ? Optional.empty()
                : event.fields().findText(FIELD).map(this::read);
    }

    private String write(AttentionEvent decided) {
        try {
            return json.writeValueAsString(decided);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a decision is always JSON", e);
        }
    }

    private AttentionEvent read(String stored) {
        try {
            return json.readValue(stored, AttentionEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was stored is always a decision", e);
        }
    }
}
