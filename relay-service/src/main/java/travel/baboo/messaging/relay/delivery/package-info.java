/** Lanes: the deliveries of one conversation to one destination, strictly in order, each lane independent. */
@NullMarked
package travel.baboo.messaging.relay.delivery;

import org.jspecify.annotations.NullMarked;
