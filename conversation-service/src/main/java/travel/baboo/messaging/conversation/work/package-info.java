/** How work that waits is done: one pass at a time, one thing after the other. */
@NullMarked
package travel.baboo.messaging.conversation.work;

import org.jspecify.annotations.NullMarked;
