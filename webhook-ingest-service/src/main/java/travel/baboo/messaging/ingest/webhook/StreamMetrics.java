package travel.baboo.messaging.ingest.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** What is seen of Event Streams from outside. */
@Singleton
class StreamMetrics {

    /**
     * Counter: events of Twilio Event Streams; tag {@code outcome}: {@code taken}, {@code test}, {@code unavailable}, {@code refused},
     * {@code unreadable}, {@code too-large} or {@code unknown-scheme}. A request whose events are not known counts as one.
     */
    public static final String EVENTS_METRIC = "baboo.ingest.event-stream.events";

    private final MeterRegistry meters;

    StreamMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void received(String outcome, int events) {
        meters.counter(EVENTS_METRIC, "outcome", outcome).increment(events);
    }
}
