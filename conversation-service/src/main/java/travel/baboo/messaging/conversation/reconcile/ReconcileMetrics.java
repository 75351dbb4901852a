package travel.baboo.messaging.conversation.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** The reconciler's metrics. */
@Singleton
class ReconcileMetrics {

    /** Counter: conversations checked; tag {@code outcome}: {@code same}, {@code differed}, {@code unsettled}, {@code failed}. */
    static final String CHECKS = "baboo.reconciler.checks";

    /** Counter: messages at Twilio without a webhook. */
    static final String MESSAGES_FOUND = "baboo.reconciler.messages.found";

    /** Counter: events published. */
    static final String EVENTS = "baboo.reconciler.events";

    /** Gauge: conversations that wait for a requested check. */
    static final String WAITING = "baboo.reconciler.waiting";

    private final MeterRegistry meters;
    private final AtomicLong waiting;

    ReconcileMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.waiting = meters.gauge(WAITING, new AtomicLong());
        meters.counter(MESSAGES_FOUND);
        meters.counter(EVENTS);
    }

    void checked(ReconcileReport report) {
        String outcome = report.eventsPublished() > 0 ? "differed" : report.settled() ? "same" : "unsettled";
        meters.counter(CHECKS, "outcome", outcome).increment();
        meters.counter(MESSAGES_FOUND).increment(report.messagesFound());
        meters.counter(EVENTS).increment(report.eventsPublished());
    }

    void failed() {
        meters.counter(CHECKS, "outcome", "failed").increment();
    }

    void waiting(long conversations) {
        waiting.set(conversations);
    }
}
