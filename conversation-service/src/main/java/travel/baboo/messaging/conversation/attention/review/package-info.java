/** Looks at the conversations that are due, decides, and stores each decision with its events in one transaction. */
@NullMarked
package travel.baboo.messaging.conversation.attention.review;

import org.jspecify.annotations.NullMarked;
