/**
 * Removes a conversation here: only the fact of its removal remains. The same whether Twilio reported the removal or
 * a person requested it.
 */
@NullMarked
package travel.baboo.messaging.conversation.removal;

import org.jspecify.annotations.NullMarked;
