package travel.baboo.messaging.sandbox.launcher.drill;

import java.util.Locale;

/** What the drill breaks. */
enum FaultKind {
    /** {@code kill -9} of a process, which is started again after the fault's duration. */
    KILL,
    /** {@code SIGSTOP} of a process, {@code SIGCONT} after the duration. */
    FREEZE,
    /** Twilio's REST API answers a second late. */
    TWILIO_SLOW,
    /** Twilio's REST API answers 429 with {@code Retry-After}. */
    TWILIO_THROTTLES,
    /** Twilio's REST API answers 503 and does nothing. */
    TWILIO_FAILS_BEFORE,
    /** Twilio's REST API takes the request and answers 503. */
    TWILIO_FAILS_AFTER,
    /** Webhooks are never sent: the reconciler has to find their events. */
    WEBHOOKS_LOST,
    WEBHOOKS_DOUBLED,
    WEBHOOKS_REORDERED,
    /** Event Streams drops events for good (Twilio's error 91303). */
    STREAM_LOSES(true),
    /** No webhook is sent and Event Streams reaches nobody; what it could not deliver it delivers afterwards. */
    BOTH_WAYS_CUT(true),
    /** Make.com answers 500. */
    MAKE_FAILS,
    /** Make.com answers 429. */
    MAKE_THROTTLES,
    /** Make.com takes a delivery and cuts the connection: its answer is lost, so the delivery is repeated. */
    MAKE_CUTS;

    private final boolean ofEventStream;

    FaultKind() {
        this(false);
    }

    FaultKind(boolean ofEventStream) {
        this.ofEventStream = ofEventStream;
    }

    /** Whether there has to be Event Streams for it. */
    boolean needsEventStream() {
        return ofEventStream;
    }

    /** Whether it concerns one process of the stack. */
    boolean concernsAProcess() {
        return this == KILL || this == FREEZE;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
