/** Response clocks: when a wait starts, when an answer is due, and when the wait ends. Pure functions of facts and time. */
@NullMarked
package travel.baboo.messaging.conversation.attention.clock;

import org.jspecify.annotations.NullMarked;
