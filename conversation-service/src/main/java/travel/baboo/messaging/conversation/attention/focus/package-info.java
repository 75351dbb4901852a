/** Members who look at a conversation now: whoever looks needs no notice. */
@NullMarked
package travel.baboo.messaging.conversation.attention.focus;

import org.jspecify.annotations.NullMarked;
