/** What happens by itself from time to time: old deliveries are deleted, and the backlog is measured. */
@NullMarked
package travel.baboo.messaging.relay.retention;

import org.jspecify.annotations.NullMarked;
