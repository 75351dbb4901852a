/** Connections to other parties' servers: allowed addresses, and one guarded POST. */
@NullMarked
package travel.baboo.messaging.relay.network;

import org.jspecify.annotations.NullMarked;
