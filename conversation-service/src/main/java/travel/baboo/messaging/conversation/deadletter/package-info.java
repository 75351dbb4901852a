/** What operators do about events that the mirror could not apply. */
@NullMarked
package travel.baboo.messaging.conversation.deadletter;

import org.jspecify.annotations.NullMarked;
