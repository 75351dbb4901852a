/** Deletes what is kept for a while only. */
@NullMarked
package travel.baboo.messaging.conversation.retention;

import org.jspecify.annotations.NullMarked;
