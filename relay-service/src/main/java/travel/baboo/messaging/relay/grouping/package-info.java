/** Groups entries that arrive at nearly the same time into one write. */
@NullMarked
package travel.baboo.messaging.relay.grouping;

import org.jspecify.annotations.NullMarked;
