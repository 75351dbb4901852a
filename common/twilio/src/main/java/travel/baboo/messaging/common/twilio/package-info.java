/** The Twilio SDK, configured once: timeouts, no retried POSTs, a configurable origin, metrics, and a closed classification of Twilio's errors. */
@NullMarked
package travel.baboo.messaging.common.twilio;

import org.jspecify.annotations.NullMarked;
