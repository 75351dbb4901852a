/** When people work and when they are not to be disturbed. Plain calculation with zones, spans and holidays; no clock of its own. */
@NullMarked
package travel.baboo.messaging.conversation.attention.hours;

import org.jspecify.annotations.NullMarked;
