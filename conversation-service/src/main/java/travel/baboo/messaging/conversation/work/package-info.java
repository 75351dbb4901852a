/** How scheduled work runs: one pass at a time, and one instance at a time works on a message. */
@NullMarked
package travel.baboo.messaging.conversation.work;

import org.jspecify.annotations.NullMarked;
