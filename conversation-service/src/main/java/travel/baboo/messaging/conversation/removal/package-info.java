/**
 * Removes a conversation here: nothing of the people in it stays, but that it was removed. The same whether Twilio told of the removal or
 * a person asked for it.
 */
@NullMarked
package travel.baboo.messaging.conversation.removal;

import org.jspecify.annotations.NullMarked;
