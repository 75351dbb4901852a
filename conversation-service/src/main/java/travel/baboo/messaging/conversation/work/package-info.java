/** How scheduled work runs: one pass at a time. */
@NullMarked
package travel.baboo.messaging.conversation.work;

import org.jspecify.annotations.NullMarked;
