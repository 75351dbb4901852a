/** What did not reach the traveler's phone, or soon cannot: which decisions are reported, and when. Pure functions of facts and time. */
@NullMarked
package travel.baboo.messaging.conversation.attention.arrival;

import org.jspecify.annotations.NullMarked;
