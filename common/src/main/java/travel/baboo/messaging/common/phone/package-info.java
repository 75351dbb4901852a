/** Addresses of phones as Twilio writes them, and what a phone's message says about wanting messages at all. */
@NullMarked
package travel.baboo.messaging.common.phone;

import org.jspecify.annotations.NullMarked;
