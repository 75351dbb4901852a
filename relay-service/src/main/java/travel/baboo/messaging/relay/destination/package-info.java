/** Destinations of any kind: what they want, how they are served, and the possible results of an attempt. */
@NullMarked
package travel.baboo.messaging.relay.destination;

import org.jspecify.annotations.NullMarked;
