/** The settings of the Twilio account and of the way to it. */
@NullMarked
package travel.baboo.messaging.common.account;

import org.jspecify.annotations.NullMarked;
