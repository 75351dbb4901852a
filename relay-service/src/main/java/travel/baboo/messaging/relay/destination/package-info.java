/** What a destination is, whatever its kind: what it wants, how it is served, and what an attempt can come to. */
@NullMarked
package travel.baboo.messaging.relay.destination;

import org.jspecify.annotations.NullMarked;
