package travel.baboo.messaging.sandbox.launcher.drill;

import java.time.Instant;

/**
 * A fault as it happened.
 *
 * @param repaired when the fault was taken back
 * @param ready when the process answered its readiness check again; the same as {@code repaired} for faults of Twilio and Make.com
 */
record Episode(Fault fault, Instant began, Instant repaired, Instant ready) {}
