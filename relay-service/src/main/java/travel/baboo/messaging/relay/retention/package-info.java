/** Periodic work: deletes old deliveries and measures the backlog. */
@NullMarked
package travel.baboo.messaging.relay.retention;

import org.jspecify.annotations.NullMarked;
