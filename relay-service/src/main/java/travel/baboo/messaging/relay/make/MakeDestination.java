package travel.baboo.messaging.relay.make;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.trace.TraceParent;
import travel.baboo.messaging.relay.RelayConfig;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.MessageLabels;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.relay.destination.Outgoing;
import travel.baboo.messaging.relay.destination.Passage;
import travel.baboo.messaging.relay.flow.Traffic;
import travel.baboo.messaging.relay.network.HttpSender;

/**
 * A Make.com hook. Gets each event at least once, signed, with the event's delivery id as {@code webhook-id}.
 *
 * <p>Never gets back what came in through its own scenario: such messages carry its name in their attributes.
 */
final class MakeDestination implements Destination {

    private final String name;
    private final RelayConfig.MakeHook config;
    private final Duration directoryPatience;
    private final StandardWebhooksSigner signer;
    private final HttpSender http;
    private final MakePayloads payloads;
    private final MessageLabels labels;
    private final ObjectMapper json;

    MakeDestination(
            String name,
            RelayConfig.MakeHook config,
            Duration directoryPatience,
            HttpSender http,
            MakePayloads payloads,
            MessageLabels labels,
            ObjectMapper json) {
        this.name = name;
        this.config = config;
        this.directoryPatience = directoryPatience;
        this.signer = new StandardWebhooksSigner(config.secrets().orElse(List.of()));
        this.http = http;
        this.payloads = payloads;
        this.labels = labels;
        this.json = json;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean wants(TwilioEvent event) {
        boolean asked =
                config.events().contains(event.eventType()) || config.events().contains("*");
        return asked
                && wantsSource(event)
                && !name.equals(Passage.of(event, json).via());
    }

    /** Only messages have a source that says anything; other events pass. */
    private boolean wantsSource(TwilioEvent event) {
        return config.sources().isEmpty()
                || !isMessage(event)
                || config.sources().get().stream()
                        .anyMatch(source -> source.equalsIgnoreCase(
                                event.fields().find("Source").orElse("")));
    }

    @Override
    public Wish wantsIn(TwilioEvent event, @Nullable DirectoryEntry entry) {
        boolean wanted = config.roles().isEmpty()
                || !isMessage(event)
                || config.roles().get().contains(labels.role(event, entry));
        return wanted ? Wish.YES : Wish.NO;
    }

    static boolean isMessage(TwilioEvent event) {
        return event.eventType().startsWith("onMessage");
    }

    @Override
    public String payload(Outgoing outgoing) {
        return payloads.write(outgoing);
    }

    @Override
    public Uni<Outcome> send(Outgoing outgoing, String payload) {
        String id = outgoing.id().toString();
        Map<String, String> headers = new HashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(outgoing.now().getEpochSecond()));
        if (signer.hasKeys()) {
            headers.put("webhook-signature", signer.sign(id, outgoing.now(), payload));
        }
        if (outgoing.traceparent() != null) {
            headers.put(TraceParent.HEADER, outgoing.traceparent());
        }
        config.apiKey().ifPresent(key -> headers.put("x-make-apikey", key));
        return http.post(headers, payload, config.timeout())
                .map(MakeAnswers::outcome)
                .onFailure()
                .recoverWithItem(failure -> MakeAnswers.unanswered(HttpSender.reason(failure)));
    }

    @Override
    public Duration directoryPatience() {
        return directoryPatience;
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
    public Traffic traffic() {
        return new Traffic(config.concurrency(), config.rateLimit(), config.ratePeriod());
    }

    @Override
    public String toString() {
        return name + " (Make.com)";
    }
}
