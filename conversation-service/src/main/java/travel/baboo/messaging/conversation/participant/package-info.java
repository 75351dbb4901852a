/** Who is in a conversation, and who may look into it. */
@NullMarked
package travel.baboo.messaging.conversation.participant;

import org.jspecify.annotations.NullMarked;
