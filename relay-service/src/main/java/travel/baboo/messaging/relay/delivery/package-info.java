/** Lanes: the deliveries of one conversation to one destination, strictly in order, each lane on its own. */
@NullMarked
package travel.baboo.messaging.relay.delivery;

import org.jspecify.annotations.NullMarked;
