/** What happens by itself from time to time: old deliveries are deleted, and the backlog is measured. */
@NullMarked
package travel.baboo.messaging.relay.upkeep;

import org.jspecify.annotations.NullMarked;
