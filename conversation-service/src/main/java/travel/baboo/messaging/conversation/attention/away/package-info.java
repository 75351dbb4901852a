/** Automatic replies outside business hours: which travelers get one, and which. Pure functions of facts and time. */
@NullMarked
package travel.baboo.messaging.conversation.attention.away;

import org.jspecify.annotations.NullMarked;
