/**
 * Data subject requests: export everything stored about a person or a conversation as one file, and erase it, here and at
 * Twilio.
 */
@NullMarked
package travel.baboo.messaging.conversation.erasure;

import org.jspecify.annotations.NullMarked;
