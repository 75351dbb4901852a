/** Which members are viewing a conversation now. They need no notice about it. */
@NullMarked
package travel.baboo.messaging.conversation.attention.focus;

import org.jspecify.annotations.NullMarked;
