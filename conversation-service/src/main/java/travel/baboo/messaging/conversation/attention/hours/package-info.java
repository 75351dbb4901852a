/** Business hours and quiet hours: pure calculation with time zones, spans and holidays, without a clock. */
@NullMarked
package travel.baboo.messaging.conversation.attention.hours;

import org.jspecify.annotations.NullMarked;
