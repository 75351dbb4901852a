/** Writes Twilio access tokens, byte for byte what Twilio's own libraries would have written, at the speed of the HMAC. */
@NullMarked
package travel.baboo.messaging.token.minting;

import org.jspecify.annotations.NullMarked;
