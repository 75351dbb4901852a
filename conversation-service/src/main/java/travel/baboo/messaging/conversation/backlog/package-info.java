/** Shows what waits here, so that somebody is told before a traveler is. */
@NullMarked
package travel.baboo.messaging.conversation.backlog;

import org.jspecify.annotations.NullMarked;
