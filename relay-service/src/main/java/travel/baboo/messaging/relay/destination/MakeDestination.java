package travel.baboo.messaging.relay.destination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.relay.RelayConfig;

/**
 * A Make.com hook. Gets each event at least once, signed, with the event's delivery id as {@code webhook-id}.
 *
 * <p>Never gets back what came in through its own scenario: such messages carry its name in their attributes.
 */
final class MakeDestination implements Destination {

    /** The attribute in which a message says through which destination it came in. */
    private static final String VIA = "via";

    private final String name;
    private final RelayConfig.MakeHook config;
    private final URI url;
    private final StandardWebhooksSigner signer;
    private final HttpSender http;
    private final MessageLabels labels;
    private final ObjectMapper json;

    MakeDestination(
            String name, RelayConfig.MakeHook config, HttpSender http, MessageLabels labels, ObjectMapper json) {
        this.name = name;
        this.config = config;
        this.url = config.url().orElseThrow();
        this.signer = new StandardWebhooksSigner(config.secrets().orElse(List.of()));
        this.http = http;
        this.labels = labels;
        this.json = json;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean wants(TwilioEvent event) {
        return config.events().contains(event.eventType()) && !cameThroughUs(event);
    }

    @Override
    public boolean wantsIn(@Nullable DirectoryEntry entry) {
        return true;
    }

    private boolean cameThroughUs(TwilioEvent event) {
        try {
            JsonNode attributes =
                    json.readTree(event.fields().find("Attributes").orElse("{}"));
            return name.equals(attributes.path(VIA).asText(null));
        } catch (JsonProcessingException somebodyElses) {
            return false;
        }
    }

    @Override
    public String payload(Outgoing outgoing) {
        TwilioEvent event = outgoing.event();
        DirectoryEntry entry = outgoing.entry();
        boolean aboutMessage = event.eventType().startsWith("onMessage");
        MakePayload payload = new MakePayload(
                outgoing.eventId(),
                CloudEventAttributes.of(event).typeName(),
                event.occurredAt(),
                conversation(event, entry),
                aboutMessage ? message(event, entry) : null,
                aboutMessage ? null : event.fields());
        try {
            return json.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a payload is always JSON", e);
        }
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

    private MakePayload.Message message(TwilioEvent event, @Nullable DirectoryEntry entry) {
        return new MakePayload.Message(
                event.resourceSid(),
                event.messageIndex(),
                event.fields().find("Author").orElse(null),
                labels.of(event, entry),
                event.fields().find("Body").orElse(null),
                event.fields().findText("Media").filter(this::isJson).orElse(null),
                event.fields().find("Source").orElse(null));
    }

    private boolean isJson(String text) {
        try {
            return json.readTree(text) != null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    @Override
    public Uni<Outcome> send(Outgoing outgoing, String payload) {
        String id = outgoing.id().toString();
        HttpSender.Headers headers = new HttpSender.Headers();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(outgoing.now().getEpochSecond()));
        if (signer.hasKeys()) {
            headers.put("webhook-signature", signer.sign(id, outgoing.now(), payload));
        }
        config.apiKey().ifPresent(key -> headers.put("x-make-apikey", key));
        return http.post(url, headers, payload, config.timeout())
                .map(MakeAnswers::outcome)
                .onFailure()
                .recoverWithItem(failure -> Outcome.of(Outcome.Verdict.RETRY, HttpSender.reason(failure)));
    }

    @Override
    public Duration usefulFor() {
        return config.usefulFor();
    }

    @Override
    public List<Duration> retrySchedule() {
        return config.retrySchedule();
    }

    @Override
    public String toString() {
        return name + " (Make.com at " + Objects.requireNonNullElse(url.getHost(), "?") + ")";
    }
}
