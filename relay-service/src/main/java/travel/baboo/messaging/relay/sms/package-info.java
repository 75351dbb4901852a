/** Phones of travelers on a relay channel: SMS and WhatsApp through Twilio's Messages API, with windows and opt-outs. */
@NullMarked
package travel.baboo.messaging.relay.sms;

import org.jspecify.annotations.NullMarked;
