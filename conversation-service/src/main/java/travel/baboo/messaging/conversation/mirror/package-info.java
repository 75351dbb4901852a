/** Our own copy of every conversation, built from what Twilio reports. Late and repeated events never set it back. */
@NullMarked
package travel.baboo.messaging.conversation.mirror;

import org.jspecify.annotations.NullMarked;
