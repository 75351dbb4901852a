package travel.baboo.messaging.sandbox.launcher.drill;

import java.util.Locale;

/** What the drill breaks. */
enum FaultKind {
    /** {@code kill -9} of a process, which is started again after the fault's duration. */
    KILL(Scope.PROCESS),
    /** {@code kill -9} of one instance of each service at the same moment, as when their machine is lost. */
    NODE_LOST(Scope.PROCESS),
    /** {@code SIGSTOP} of a process, {@code SIGCONT} after the duration. */
    FREEZE(Scope.PROCESS),
    /** A rolling upgrade: each instance of a service is stopped by {@code SIGTERM} and started again, one after the other. */
    UPGRADE(Scope.PROCESS),
    /** No file of the process can be written, as on a full disk. */
    DISK_FULL(Scope.PROCESS),
    /** The wall clock of a process jumps a minute ahead, and back after the duration; other instances' clocks stay as they are. */
    CLOCK_SHIFTED(Scope.PROCESS),
    /** Twilio's REST API answers a second late. */
    TWILIO_SLOW(Scope.OUTSIDE),
    /** Twilio's REST API answers 429 with {@code Retry-After}. */
    TWILIO_THROTTLES(Scope.OUTSIDE),
    /** Twilio's REST API answers 503 and does nothing. */
    TWILIO_FAILS_BEFORE(Scope.OUTSIDE),
    /** Twilio's REST API executes the request and answers 503. */
    TWILIO_FAILS_AFTER(Scope.OUTSIDE),
    /** Webhooks are never sent: the reconciler has to find their events. */
    WEBHOOKS_LOST(Scope.OUTSIDE),
    WEBHOOKS_DOUBLED(Scope.OUTSIDE),
    WEBHOOKS_REORDERED(Scope.OUTSIDE),
    /** Event Streams drops events for good (Twilio's error 91303). */
    STREAM_LOSES(Scope.EVENT_STREAM),
    /** No webhook is sent and Event Streams reaches no one. It delivers the missed events afterwards. */
    BOTH_WAYS_CUT(Scope.EVENT_STREAM),
    /** Make.com answers 500. */
    MAKE_FAILS(Scope.OUTSIDE),
    /** Make.com answers 429. */
    MAKE_THROTTLES(Scope.OUTSIDE),
    /** Make.com accepts a delivery and takes two seconds to answer. */
    MAKE_SLOW(Scope.OUTSIDE),
    /** Make.com accepts a delivery and cuts the connection: its answer is lost, so the delivery is retried. */
    MAKE_CUTS(Scope.OUTSIDE);

    private enum Scope {
        PROCESS,
        OUTSIDE,
        EVENT_STREAM
    }

    private final Scope scope;

    FaultKind(Scope scope) {
        this.scope = scope;
    }

    /** Whether there has to be Event Streams for it. */
    boolean needsEventStream() {
        return scope == Scope.EVENT_STREAM;
    }

    /** Whether it concerns a process of the stack. */
    boolean concernsAProcess() {
        return scope == Scope.PROCESS;
    }

    /** Whether the process does nothing until the fault ends. */
    boolean stopsTheProcess() {
        return kills() || this == FREEZE;
    }

    /** Whether processes lose their memory without a chance to save anything. */
    boolean kills() {
        return this == KILL || this == NODE_LOST;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
