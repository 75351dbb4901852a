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
 * Converts decisions of conversation-service to the form in which deliveries store events, so that filters, lanes and retries apply to them
 * as well. One field, which no event of Twilio has, contains the decision.
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
            throw new IllegalStateException("a stored decision is always JSON of an attention event", e);
        }
    }
}
