/** Deletes data whose retention has ended. */
@NullMarked
package travel.baboo.messaging.conversation.retention;

import org.jspecify.annotations.NullMarked;
