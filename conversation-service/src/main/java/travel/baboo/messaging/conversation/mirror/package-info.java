/** Our own copy of every conversation, kept by what Twilio tells. Late and repeated events never set it back. */
@NullMarked
package travel.baboo.messaging.conversation.mirror;

import org.jspecify.annotations.NullMarked;
