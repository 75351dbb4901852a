/** Response clocks: since when a traveler waits, by when an answer is due, and what ends the wait. Pure functions of what is known. */
@NullMarked
package travel.baboo.messaging.conversation.attention.clock;

import org.jspecify.annotations.NullMarked;
