package travel.baboo.messaging.relay.destination;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.relay.flow.Health;
import travel.baboo.messaging.relay.flow.Traffic;

/** A destination that throws where it must not, as a fault of ours would. It gets only messages whose text says so. */
@Singleton
public class BrokenDestinations implements DestinationSource {

    public static final String NAME = "broken";

    @Override
    public Collection<Destination> destinations() {
        Policy policy = new Policy(
                Duration.ofHours(1),
                List.of(),
                // One request at a time: a permit that does not return stops the destination.
                new Traffic(1, 0, Duration.ofSeconds(1)),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                true,
                Policy.Unknown.NEVER);
        return List.of(new Destination(NAME, new OnlyBroken(), policy, new Broken()));
    }

    private static String body(TwilioEvent event) {
        return event.fields().find("Body").orElse("");
    }

    private static void breakAt(TwilioEvent event, String place) {
        if (body(event).equals(NAME + " " + place)) {
            throw new IllegalStateException("a fault of ours");
        }
    }

    private static final class OnlyBroken implements Filter {

        @Override
        public boolean accepts(TwilioEvent event) {
            return body(event).startsWith(NAME);
        }

        @Override
        public Answer acceptsIn(TwilioEvent event, @Nullable DirectoryEntry entry) {
            return Answer.YES;
        }
    }

    private static final class Broken implements Channel {

        @Override
        public String kind() {
            return NAME;
        }

        @Override
        public String type() {
            return NAME;
        }

        @Override
        public Uni<Optional<RequestView>> describe(Outgoing outgoing, @Nullable String payload) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public List<String> payloads(Outgoing outgoing) {
            breakAt(outgoing.event(), "payload");
            return List.of("payload");
        }

        @Override
        public Uni<Prepared> prepare(Outgoing outgoing, String payload) {
            breakAt(outgoing.event(), "look-up");
            return Uni.createFrom().item(new Prepared.Ready(traceparent -> {
                breakAt(outgoing.event(), "call");
                return Uni.createFrom()
                        .item(Outcome.answered(Outcome.Verdict.DELIVERED, Health.HEALTHY, "accepted", 200, null));
            }));
        }
    }
}
