package travel.baboo.messaging.relay.operation;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.relay.delivery.AnswerRedactor;
import travel.baboo.messaging.relay.destination.Channel;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.Destinations;
import travel.baboo.messaging.relay.destination.Outcome;

/**
 * Sends a destination one event that is about nothing, to try it out: outside of every lane and of the circuit, so that a hook can be
 * tried before it is resumed, but within its rate limit.
 */
@Singleton
class TestEvents {

    private static final Logger LOG = Logger.getLogger(TestEvents.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Destinations destinations;
    private final Clock clock;

    TestEvents(Destinations destinations, Clock clock) {
        this.destinations = destinations;
        this.clock = clock;
    }

    Uni<TestReport> send(String name) {
        Destination destination =
                destinations.find(name).orElseThrow(() -> ProblemException.notFound("No such destination."));
        Instant start = clock.instant();
        Channel.Call call = destination
                .channel()
                .test(UUID.randomUUID(), start)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT, "A test event would be a text to a person; only hooks can be tested."));
        if (!Objects.requireNonNull(destinations.throttles().get(name)).takeOutsideCircuit()) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_REQUESTS, "The destination's rate limit is used up.", Map.of(), SOON);
        }
        return call.make(null).map(outcome -> report(name, outcome, start));
    }

    private TestReport report(String name, Outcome outcome, Instant start) {
        Duration took = Duration.between(start, clock.instant());
        LOG.infof(
                "destination=%s outcome=%s durationMs=%d A test event was sent",
                name, outcome.reason(), took.toMillis());
        return new TestReport(
                outcome.reason(), outcome.status(), took.toMillis(), AnswerRedactor.shown(outcome.answer()));
    }
}
