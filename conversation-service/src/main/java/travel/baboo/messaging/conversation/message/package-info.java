/** Reads messages from the mirror and sends them through Twilio, each once. */
@NullMarked
package travel.baboo.messaging.conversation.message;

import org.jspecify.annotations.NullMarked;
