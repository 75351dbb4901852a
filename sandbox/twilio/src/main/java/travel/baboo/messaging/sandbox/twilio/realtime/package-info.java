/**
 * Twilio's real-time service, to which the Conversations SDK of browsers connects unmodified: one web socket with tunneled requests and
 * Sync objects. {@code docs/sandbox-realtime.md} names the source of each behavior.
 */
@NullMarked
package travel.baboo.messaging.sandbox.twilio.realtime;

import org.jspecify.annotations.NullMarked;
