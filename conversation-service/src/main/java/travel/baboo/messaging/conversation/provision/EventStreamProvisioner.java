package travel.baboo.messaging.conversation.provision;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.chat.v2.Service;
import com.twilio.rest.events.v1.Sink;
import com.twilio.rest.events.v1.Subscription;
import com.twilio.rest.events.v1.sink.SinkTest;
import com.twilio.rest.events.v1.subscription.SubscribedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;

/**
 * Sets up Event Streams for a service: one sink, one subscription. Running it twice changes nothing the second time. Blocks.
 *
 * <p>A sink's URL cannot change. For another URL a new sink is made and tested before the old one is removed, so that no event is lost
 * in between; one that both deliver is recognized.
 */
final class EventStreamProvisioner {

    private final TwilioRestClient client;
    private final EventStreams streams;
    private final boolean dryRun;
    private final List<ProvisionReport.Step> steps = new ArrayList<>();

    /** @param dryRun report only, change nothing */
    EventStreamProvisioner(TwilioRestClient client, boolean dryRun) {
        this.client = client;
        this.streams = new EventStreams(client);
        this.dryRun = dryRun;
    }

    List<ProvisionReport.Step> setUp(String service, StreamTarget target) {
        List<Sink> sinks = streams.sinks(service, target);
        Optional<Sink> present = sinks.stream()
                .filter(sink -> target.matches(sink.getSinkConfiguration()))
                .filter(sink -> sink.getStatus() != Sink.Status.FAILED)
                .findFirst();
        if (present.isEmpty() && dryRun) {
            step("event stream sink", "would-create", target.shown());
            step("event stream subscription", "would-create", StreamTarget.TYPES.size() + " event types");
        } else {
            String sink = present.map(found -> found(found, target)).orElseGet(() -> create(service, target));
            subscribe(service, sink);
            removeOthers(sinks, sink);
        }
        return List.copyOf(steps);
    }

    private String found(Sink sink, StreamTarget target) {
        step("event stream sink", "found", sink.getSid() + " " + target.shown());
        return sink.getSid();
    }

    private String create(String service, StreamTarget target) {
        Sink sink = Sink.creator(EventStreams.description(service), target.configuration(), Sink.SinkType.WEBHOOK)
                .create(client);
        step("event stream sink", "created", sink.getSid() + " " + target.shown());
        return sink.getSid();
    }

    private void subscribe(String service, String sink) {
        Optional<Subscription> present = streams.subscription(sink);
        if (present.isPresent()) {
            complete(present.get().getSid());
        } else if (dryRun) {
            step("event stream subscription", "would-create", StreamTarget.TYPES.size() + " event types");
        } else {
            requireActive(sink);
            List<Object> types = new ArrayList<>();
            StreamTarget.TYPES.forEach(
                    type -> types.add(Map.of("type", type, "schema_version", StreamTarget.SCHEMA_VERSION)));
            String created = Subscription.creator(EventStreams.description(service), sink, types)
                    .create(client)
                    .getSid();
            step("event stream subscription", "created", created + " " + types.size() + " event types");
        }
    }

    /** Adds missing types and pins versions. Other subscribed types stay. */
    private void complete(String subscription) {
        Map<String, Integer> versions = streams.versions(subscription);
        List<String> wrong = StreamTarget.TYPES.stream()
                .filter(type -> !Integer.valueOf(StreamTarget.SCHEMA_VERSION).equals(versions.get(type)))
                .toList();
        if (wrong.isEmpty()) {
            step("event stream subscription", "found", subscription);
            return;
        }
        if (!dryRun) {
            wrong.forEach(type -> pin(subscription, type, versions.containsKey(type)));
        }
        step(
                "event stream subscription",
                dryRun ? "would-change" : "changed",
                subscription + " " + String.join(", ", wrong));
    }

    private void pin(String subscription, String type, boolean present) {
        if (present) {
            SubscribedEvent.updater(subscription, type)
                    .setSchemaVersion(StreamTarget.SCHEMA_VERSION)
                    .update(client);
        } else {
            SubscribedEvent.creator(subscription, type)
                    .setSchemaVersion(StreamTarget.SCHEMA_VERSION)
                    .create(client);
        }
    }

    /** Only after the sink that stays has been tested. */
    private void removeOthers(List<Sink> sinks, String staying) {
        List<Sink> others =
                sinks.stream().filter(sink -> !sink.getSid().equals(staying)).toList();
        if (!others.isEmpty() && !dryRun) {
            requireActive(staying);
            String result = SinkTest.creator(staying).create(client).getResult();
            if (!"submitted".equals(result)) {
                throw failure("Twilio did not submit the test event of the new sink; the old one stays.");
            }
            step("event stream test", "found", "submitted");
        }
        others.forEach(this::remove);
    }

    /** New sinks are active at once; Twilio no longer validates them. */
    private void requireActive(String sink) {
        Sink.Status status = Sink.fetcher(sink).fetch(client).getStatus();
        if (status != Sink.Status.ACTIVE) {
            throw failure("The sink " + sink + " is " + status + ", not active. Run provision again when it is.");
        }
    }

    List<ProvisionReport.Step> removeAll(String service, StreamTarget target) {
        List<Sink> sinks = streams.sinks(service, target);
        sinks.forEach(this::remove);
        if (sinks.isEmpty()) {
            step("event stream sink", "found", "none");
        }
        return List.copyOf(steps);
    }

    /** Deleting a subscription leaves its sink; a sink in use cannot be deleted. */
    private void remove(Sink sink) {
        if (!dryRun) {
            streams.subscription(sink.getSid()).ifPresent(subscription -> Subscription.deleter(subscription.getSid())
                    .delete(client));
            Sink.deleter(sink.getSid()).delete(client);
        }
        step("event stream sink", dryRun ? "would-remove" : "removed", sink.getSid());
    }

    /** How often Twilio repeats a webhook after a timeout, 429, 503 or 504, by the service's setting in Chat v2. */
    List<ProvisionReport.Step> retries(String service, int retries) {
        Integer present = Service.fetcher(service).fetch(client).getPostWebhookRetryCount();
        boolean right = Integer.valueOf(retries).equals(present);
        if (!right && !dryRun) {
            Service.updater(service).setPostWebhookRetryCount(retries).update(client);
        }
        step("webhook retries", right ? "found" : dryRun ? "would-change" : "changed", Integer.toString(retries));
        return List.copyOf(steps);
    }

    private static ProblemException failure(String message) {
        return new ProblemException(ProblemType.TWILIO_FAILED, message);
    }

    private void step(String what, String outcome, String detail) {
        steps.add(new ProvisionReport.Step(what, outcome, detail));
    }
}
