/** The calls to Twilio Conversations that this service makes, off the event loop. */
@NullMarked
package travel.baboo.messaging.conversation.twilio;

import org.jspecify.annotations.NullMarked;
