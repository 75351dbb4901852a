/** Mints Twilio access tokens, byte-identical to those of Twilio's own libraries, at the speed of the HMAC. */
@NullMarked
package travel.baboo.messaging.token.minting;

import org.jspecify.annotations.NullMarked;
