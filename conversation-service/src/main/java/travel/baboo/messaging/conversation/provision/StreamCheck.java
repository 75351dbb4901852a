package travel.baboo.messaging.conversation.provision;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.events.v1.Sink;
import com.twilio.rest.events.v1.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import travel.baboo.messaging.conversation.mirror.MessageWaysMetrics.Shares;

/** The doctor's check of Event Streams: the sink, its subscription, and the events that came by it. */
final class StreamCheck {

    private static final String PROVISION = "Run provision --event-stream.";

    private final EventStreams streams;
    private final Findings findings;

    StreamCheck(TwilioRestClient client, Findings findings) {
        this.streams = new EventStreams(client);
        this.findings = findings;
    }

    /** @param shares by which ways messages came; empty in the command, which has no database */
    void examine(String service, StreamTarget target, Optional<Shares> shares) {
        findings.check("event stream sink", PROVISION, () -> sink(service, target));
        shares.ifPresent(this::shares);
    }

    private void sink(String service, StreamTarget target) {
        List<Sink> sinks = streams.sinks(service, target);
        Optional<Sink> right = sinks.stream()
                .filter(sink -> target.matches(sink.getSinkConfiguration()))
                .findFirst();
        if (right.isEmpty()) {
            String detail = sinks.isEmpty() ? "there is none" : "none delivers to " + target.shown();
            findings.failed("event stream sink", detail, PROVISION);
            return;
        }
        Sink sink = right.get();
        if (sink.getStatus() == Sink.Status.ACTIVE) {
            findings.ok("event stream sink", sink.getSid() + " is active and delivers to " + target.shown());
        } else {
            findings.failed("event stream sink", sink.getSid() + " is " + sink.getStatus(), PROVISION);
        }
        if (sinks.size() > 1) {
            findings.warning("event stream sinks", "there are " + sinks.size(), PROVISION);
        }
        findings.check("event stream subscription", PROVISION, () -> subscription(sink.getSid()));
    }

    private void subscription(String sink) {
        Optional<Subscription> subscription = streams.subscription(sink);
        if (subscription.isEmpty()) {
            findings.failed("event stream subscription", "the sink has none", PROVISION);
            return;
        }
        Map<String, Integer> versions = streams.versions(subscription.get().getSid());
        List<String> wrong = StreamTarget.TYPES.stream()
                .filter(type -> !Integer.valueOf(StreamTarget.SCHEMA_VERSION).equals(versions.get(type)))
                .toList();
        if (wrong.isEmpty()) {
            findings.ok(
                    "event stream subscription",
                    StreamTarget.TYPES.size() + " event types at version " + StreamTarget.SCHEMA_VERSION);
        } else {
            findings.failed(
                    "event stream subscription",
                    "missing or at another version: " + String.join(", ", wrong),
                    PROVISION);
        }
    }

    private void shares(Shares shares) {
        if (shares.streamedAt() == null) {
            findings.warning(
                    "event stream last seen",
                    "no message in the last 29 hours",
                    "Without messages this is normal; else see Twilio's error log and webhook-ingest-service.");
        } else {
            findings.ok("event stream last seen", shares.streamedAt().toString());
        }
        if (shares.all() > 0) {
            findings.ok(
                    "ways of messages",
                    "of " + shares.all() + " in one day, " + shares.both() + " by webhook and stream, "
                            + shares.webhook()
                            + " by webhook only, " + shares.stream() + " by stream only, " + shares.reconciler()
                            + " by the reconciler only");
        }
    }
}
