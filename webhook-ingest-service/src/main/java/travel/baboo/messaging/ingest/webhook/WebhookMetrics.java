package travel.baboo.messaging.ingest.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import travel.baboo.messaging.ingest.signature.Verdict;

/** What is seen of the door from outside. */
@Singleton
public class WebhookMetrics {

    /** Counter: every request for one of our paths; tag {@code outcome}. */
    public static final String RECEIVED_METRIC = "baboo.ingest.webhooks";

    /** Timer: from the request being read to its 200. */
    public static final String TIME_METRIC = "baboo.ingest.webhook.duration";

    /** Counter, in observe mode: signatures that matched; tags {@code key} and {@code url_form}. */
    public static final String MATCHED_METRIC = "baboo.ingest.signature.matched";

    private final MeterRegistry meters;
    private final Timer time;
    private final Counter taken;
    private final Counter preEvent;
    private final Counter unavailable;
    private final Counter invalid;
    private final Counter tooLarge;
    private final Counter unknown;
    private final Map<Verdict.Reason, Counter> refused = new EnumMap<>(Verdict.Reason.class);
    private final Map<Verdict.Reason, Counter> observed = new EnumMap<>(Verdict.Reason.class);

    WebhookMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.time = Timer.builder(TIME_METRIC)
                .serviceLevelObjectives(Stream.of(1, 2, 5, 10, 25, 50, 100)
                        .map(Duration::ofMillis)
                        .toArray(Duration[]::new))
                .register(meters);
        this.taken = received("taken");
        this.preEvent = received("pre-event");
        this.unavailable = received("unavailable");
        this.invalid = received("refused-invalid");
        this.tooLarge = received("refused-too-large");
        this.unknown = received("refused-unknown");
        for (Verdict.Reason reason : Verdict.Reason.values()) {
            refused.put(reason, received("refused-" + reason.label()));
            observed.put(reason, received("observed-" + reason.label()));
        }
    }

    private Counter received(String outcome) {
        return meters.counter(RECEIVED_METRIC, "outcome", outcome);
    }

    void taken(long nanos) {
        taken.increment();
        time.record(nanos, TimeUnit.NANOSECONDS);
    }

    void preEvent(long nanos) {
        preEvent.increment();
        time.record(nanos, TimeUnit.NANOSECONDS);
    }

    void unavailable() {
        unavailable.increment();
    }

    /** Another method or media type than webhooks have. */
    void invalid() {
        invalid.increment();
    }

    /** A path under which no webhook is received. */
    void unknown() {
        unknown.increment();
    }

    void tooLarge() {
        tooLarge.increment();
    }

    void refused(Verdict.Reason reason) {
        count(refused, reason);
    }

    /** Taken in observe mode although enforce mode would refuse it. */
    void observed(Verdict.Reason reason) {
        count(observed, reason);
    }

    void matched(String key, String urlForm) {
        meters.counter(MATCHED_METRIC, "key", key, "url_form", urlForm).increment();
    }

    private static void count(Map<Verdict.Reason, Counter> counters, Verdict.Reason reason) {
        Counter counter = counters.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
