/**
 * Finds contact details in messages before a booking, and hides or flags them. Twilio asks before it publishes a message; what was hidden is
 * stored encrypted.
 */
@NullMarked
package travel.baboo.messaging.conversation.contactdetail;

import org.jspecify.annotations.NullMarked;
