/**
 * The label beside each message: who is speaking. It is derived from what we know of the author, shown in our responses, and written
 * at Twilio for messages that have no trustworthy label.
 */
@NullMarked
package travel.baboo.messaging.conversation.label;

import org.jspecify.annotations.NullMarked;
