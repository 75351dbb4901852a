/** Delivers what happens in conversations to Make.com and to phones: in order, at least once, and observable. */
@NullMarked
package travel.baboo.messaging.relay;

import org.jspecify.annotations.NullMarked;
