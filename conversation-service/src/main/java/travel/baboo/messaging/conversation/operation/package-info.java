/** What operators ask: where something is, how a message came, and how the mirror compares with Twilio. Changes nothing. */
@NullMarked
package travel.baboo.messaging.conversation.operation;

import org.jspecify.annotations.NullMarked;
