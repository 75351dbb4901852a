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
    /** Make.com answers 500. */
    MAKE_FAILS,
    /** Make.com answers 429. */
    MAKE_THROTTLES,
    /** Make.com takes a delivery and cuts the connection: its answer is lost, so the delivery is repeated. */
    MAKE_CUTS;

    /** Whether it concerns one process of the stack. */
    boolean concernsAProcess() {
        return this == KILL || this == FREEZE;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
