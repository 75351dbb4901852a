/** Signs and sends webhooks as Twilio does and remembers every attempt. Written independently of the code that verifies them. */
@NullMarked
package travel.baboo.messaging.sandbox.twilio.webhook;

import org.jspecify.annotations.NullMarked;
