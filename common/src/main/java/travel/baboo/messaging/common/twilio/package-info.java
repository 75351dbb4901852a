/** The Twilio SDK, wired once: time-outs, no repeated POSTs, a movable origin, metrics, and a closed classification of Twilio's errors. */
@NullMarked
package travel.baboo.messaging.common.twilio;

import org.jspecify.annotations.NullMarked;
