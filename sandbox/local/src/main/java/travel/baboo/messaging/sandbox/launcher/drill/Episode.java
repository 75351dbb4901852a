package travel.baboo.messaging.sandbox.launcher.drill;

import java.time.Instant;

/**
 * A fault with its times.
 *
 * @param repaired when the fault ended
 * @param ready when the process answered its readiness check again; the same as {@code repaired} for faults of Twilio and Make.com
 */
record Episode(Fault fault, Instant began, Instant repaired, Instant ready) {}
