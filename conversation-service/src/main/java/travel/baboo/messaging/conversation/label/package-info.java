/**
 * The label beside each message: who is speaking. It follows from what we know of the author, is shown in our own answers, and is written
 * at Twilio for messages that came without one that can be believed.
 */
@NullMarked
package travel.baboo.messaging.conversation.label;

import org.jspecify.annotations.NullMarked;
