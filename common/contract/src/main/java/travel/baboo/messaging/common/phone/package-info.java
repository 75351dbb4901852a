/** Phone addresses as Twilio writes them, and opt-out keywords. */
@NullMarked
package travel.baboo.messaging.common.phone;

import org.jspecify.annotations.NullMarked;
