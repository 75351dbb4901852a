/** The phones of travelers on a relay channel: SMS and WhatsApp over Twilio's Messages API, with what the phones themselves decide. */
@NullMarked
package travel.baboo.messaging.relay.sms;

import org.jspecify.annotations.NullMarked;
