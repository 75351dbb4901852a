/** How fast a destination is served and when requests to it stop: rate, circuit and cool-down, per instance. */
@NullMarked
package travel.baboo.messaging.relay.flow;

import org.jspecify.annotations.NullMarked;
