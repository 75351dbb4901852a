/** How waiting work is done: one pass at a time, one item after the other. */
@NullMarked
package travel.baboo.messaging.conversation.work;

import org.jspecify.annotations.NullMarked;
