/** Sends the automatic replies that reviews decided on, outside any transaction and each once. */
@NullMarked
package travel.baboo.messaging.conversation.attention.reply;

import org.jspecify.annotations.NullMarked;
