package travel.baboo.messaging.relay.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.relay.RelayConfig;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.Destinations;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.relay.destination.Outgoing;
import travel.baboo.messaging.relay.directory.DirectoryRepository;

/** Does one step in a lane that is leased: tries its head, keeps what came of it, gives the lane back. */
@Singleton
class LaneWorker {

    /** Timer: one attempt; tags {@code destination}, {@code outcome}. */
    static final String ATTEMPTS_METRIC = "baboo.relay.attempts";

    /** Timer: from happening at Twilio to being accepted; tag {@code destination}. */
    static final String END_TO_END_METRIC = "baboo.relay.end.to.end";

    private static final Logger LOG = Logger.getLogger(LaneWorker.class);
    private static final Duration DIRECTORY_PAUSE = Duration.ofMillis(100);

    private final LaneRepository lanes;
    private final Destinations destinations;
    private final DestinationStateRepository states;
    private final DirectoryRepository directory;
    private final ObjectMapper json;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Duration directoryPatience;
    private final RetryPolicy retries = new RetryPolicy(new SplittableRandom());

    LaneWorker(
            LaneRepository lanes,
            Destinations destinations,
            DestinationStateRepository states,
            DirectoryRepository directory,
            ObjectMapper json,
            Clock clock,
            MeterRegistry meters,
            RelayConfig config) {
        this.lanes = lanes;
        this.destinations = destinations;
        this.states = states;
        this.directory = directory;
        this.json = json;
        this.clock = clock;
        this.meters = meters;
        this.directoryPatience = config.lanes().directoryPatience();
    }

    /** One step. Fails only when the database does; the lease then runs out by itself. */
    Uni<Void> step(Lane lane) {
        Optional<Destination> destination = destinations.find(lane.destination());
        if (destination.isEmpty()) {
            return states.pause(lane.destination(), "no longer in the settings", clock.instant())
                    .chain(() -> lanes.release(lane));
        }
        return lanes.head(lane, clock.instant())
                .chain(head -> head.isPresent() ? work(lane, head.get(), destination.get()) : lanes.release(lane));
    }

    private Uni<Void> work(Lane lane, Head head, Destination destination) {
        if (head.expiresAt().isBefore(clock.instant())) {
            count(destination, "expired");
            return lanes.expire(lane, head, clock.instant());
        }
        return directory.find(lane.key()).chain(entry -> workWith(entry, lane, head, destination));
    }

    private Uni<Void> workWith(Optional<DirectoryEntry> entry, Lane lane, Head head, Destination destination) {
        Instant now = clock.instant();
        if (entry.isEmpty()
                && head.payload() == null
                && now.isBefore(head.createdAt().plus(directoryPatience))) {
            return lanes.postpone(lane, head, now.plus(DIRECTORY_PAUSE));
        }
        if (!destination.wantsIn(entry.orElse(null))) {
            return lanes.drop(lane, head);
        }
        Outgoing outgoing =
                new Outgoing(head.id(), head.eventId(), event(head), head.payload(), entry.orElse(null), now);
        String payload = head.payload() == null ? destination.payload(outgoing) : head.payload();
        return destination
                .send(outgoing, payload)
                .map(outcome -> new Attempt(now, clock.instant(), outcome))
                .chain(attempt -> keep(lane, head, destination, payload, attempt));
    }

    private Uni<Void> keep(Lane lane, Head head, Destination destination, String payload, Attempt attempt) {
        Outcome outcome = attempt.outcome();
        meters.timer(ATTEMPTS_METRIC, "destination", destination.name(), "outcome", outcome.reason())
                .record(attempt.duration());
        LOG.infof(
                "deliveryId=%s eventId=%s destination=%s attempt=%d outcome=%s A delivery was tried",
                head.id(), head.eventId(), destination.name(), head.attempts() + 1, outcome.reason());
        return switch (outcome.verdict()) {
            case DELIVERED -> {
                meters.timer(END_TO_END_METRIC, "destination", destination.name())
                        .record(Duration.between(head.occurredAt(), attempt.finishedAt()));
                yield finish(lane, head, payload, attempt, DeliveryState.DELIVERED);
            }
            case FAILED -> finish(lane, head, payload, attempt, DeliveryState.FAILED);
            case UNKNOWN -> finish(lane, head, payload, attempt, DeliveryState.UNKNOWN);
            case PAUSE ->
                states.pause(destination.name(), outcome.reason(), attempt.finishedAt())
                        .chain(() -> finish(lane, head, payload, attempt, DeliveryState.WAITING));
            case RETRY -> retry(lane, head, destination, payload, attempt);
        };
    }

    private Uni<Void> retry(Lane lane, Head head, Destination destination, String payload, Attempt attempt) {
        Optional<Instant> next = retries.next(
                attempt.finishedAt(),
                head.attempts() + 1,
                destination.retrySchedule(),
                attempt.outcome().retryAfter());
        return next.isPresent()
                ? lanes.finish(lane, head, payload, attempt, DeliveryState.WAITING, next.get())
                : finish(lane, head, payload, attempt, DeliveryState.FAILED);
    }

    private Uni<Void> finish(Lane lane, Head head, String payload, Attempt attempt, DeliveryState state) {
        return lanes.finish(lane, head, payload, attempt, state, attempt.finishedAt());
    }

    private TwilioEvent event(Head head) {
        try {
            return json.readValue(head.event(), TwilioEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was kept is always an event", e);
        }
    }

    private void count(Destination destination, String outcome) {
        meters.timer(ATTEMPTS_METRIC, "destination", destination.name(), "outcome", outcome)
                .record(Duration.ZERO);
    }
}
