/** Calls to Twilio Conversations, off the event loop. */
@NullMarked
package travel.baboo.messaging.conversation.twilio;

import org.jspecify.annotations.NullMarked;
