/** How fast a destination is served, and when requests to it stop: permits by rate, circuit and cool-down, all of this instance alone. */
@NullMarked
package travel.baboo.messaging.relay.flow;

import org.jspecify.annotations.NullMarked;
