/** Reviews conversations that are due, and stores each decision with its events in one transaction. */
@NullMarked
package travel.baboo.messaging.conversation.attention.review;

import org.jspecify.annotations.NullMarked;
