/** What happens in conversations goes out to Make.com and to phones, in order, at least once, and visibly. */
@NullMarked
package travel.baboo.messaging.relay;

import org.jspecify.annotations.NullMarked;
