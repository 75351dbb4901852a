/** Messages read from the mirror, and sent, each once, through Twilio. */
@NullMarked
package travel.baboo.messaging.conversation.message;

import org.jspecify.annotations.NullMarked;
