/** Decisions about messages that did not reach the traveler's phone, or soon cannot. Pure functions of facts and time. */
@NullMarked
package travel.baboo.messaging.conversation.attention.arrival;

import org.jspecify.annotations.NullMarked;
