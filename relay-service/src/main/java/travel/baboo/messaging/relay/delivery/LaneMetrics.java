package travel.baboo.messaging.relay.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.log.LogLimit;
import travel.baboo.messaging.relay.destination.Outcome;

/** Metrics of deliveries. */
@Singleton
class LaneMetrics {

    /** Timer: one attempt; tags {@code destination}, {@code outcome}. */
    static final String ATTEMPTS = "baboo.relay.attempts";

    /** Timer: from the event at Twilio to acceptance; tag {@code destination}. */
    static final String END_TO_END = "baboo.relay.end.to.end";

    /** Counter: accepted deliveries; tag {@code destination}. */
    static final String DELIVERED = "baboo.relay.delivered";

    /** Counter: deliveries that were given up; tags {@code destination}, {@code reason}. */
    static final String FAILED = "baboo.relay.failed";

    /** Counter: steps whose lane was leased by another instance meanwhile. */
    static final String LEASES_LOST = "baboo.relay.leases.lost";

    /** Counter: messages sent although earlier ones of their conversation had not arrived in time; tag {@code destination}. */
    static final String GAPS_PASSED = "baboo.relay.gaps.passed";

    /** Counter: the provider's answers about texts of unknown fate; tags {@code destination}, {@code outcome}. */
    static final String CHECKS = "baboo.relay.unknown.checks";

    private static final String DESTINATION = "destination";
    private static final Logger LOG = Logger.getLogger(LaneMetrics.class);

    private final MeterRegistry meters;
    private final LogLimit lines = new LogLimit(LogLimit.EVENTS_PER_SECOND);

    LaneMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void attempted(String destination, Step.Attempted step) {
        Outcome outcome = step.attempt().outcome();
        NextDelivery next = step.next();
        if (outcome.wasCalled()) {
            meters.timer(ATTEMPTS, DESTINATION, destination, "outcome", outcome.reason())
                    .record(step.attempt().duration());
            boolean smooth = outcome.verdict() == Outcome.Verdict.DELIVERED && next.attempts() == 0;
            if (smooth) {
                lines.tryAcquire().ifPresent(silent -> log(destination, next, outcome, silent));
            } else {
                log(destination, next, outcome, 0);
            }
        }
        switch (step.decision().to()) {
            case DELIVERED -> delivered(destination, next, step.attempt());
            case FAILED -> failed(destination, outcome.reason());
            default -> {}
        }
    }

    void checked(String destination, Decision change) {
        meters.counter(CHECKS, DESTINATION, destination, "outcome", change.reason())
                .increment();
        if (change.to() == DeliveryState.FAILED) {
            failed(destination, change.reason());
        }
    }

    void gapPassed(String destination) {
        meters.counter(GAPS_PASSED, DESTINATION, destination).increment();
    }

    private static void log(String destination, NextDelivery next, Outcome outcome, long silent) {
        LOG.infof(
                "deliveryId=%s destination=%s attempt=%d outcome=%s unlogged=%d A delivery was attempted",
                next.id(), destination, next.attempts() + 1, outcome.reason(), silent);
    }

    private void delivered(String destination, NextDelivery next, Attempt attempt) {
        meters.counter(DELIVERED, DESTINATION, destination).increment();
        meters.timer(END_TO_END, DESTINATION, destination)
                .record(Duration.between(next.occurredAt(), attempt.finishedAt()));
    }

    void failed(String destination, String reason) {
        meters.counter(FAILED, DESTINATION, destination, "reason", reason).increment();
    }

    void leasesLost(int count) {
        if (count > 0) {
            meters.counter(LEASES_LOST).increment(count);
            LOG.warnf("lanes=%d Another instance leased the lanes before the steps were stored", count);
        }
    }
}
