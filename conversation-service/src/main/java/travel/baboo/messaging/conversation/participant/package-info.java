/** Who is in a conversation, and who has access to it. */
@NullMarked
package travel.baboo.messaging.conversation.participant;

import org.jspecify.annotations.NullMarked;
