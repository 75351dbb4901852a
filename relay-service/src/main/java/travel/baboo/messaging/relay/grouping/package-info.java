/** What ends or comes at nearly the same time is written down together. */
@NullMarked
package travel.baboo.messaging.relay.grouping;

import org.jspecify.annotations.NullMarked;
