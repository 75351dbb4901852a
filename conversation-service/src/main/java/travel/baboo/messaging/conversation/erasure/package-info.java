/**
 * What a data subject may ask for: everything that is kept of a person or a conversation in one file, and then nothing of it, here and at
 * Twilio.
 */
@NullMarked
package travel.baboo.messaging.conversation.erasure;

import org.jspecify.annotations.NullMarked;
