/** The way to somebody else's server: which addresses are allowed, and one guarded POST. */
@NullMarked
package travel.baboo.messaging.relay.network;

import org.jspecify.annotations.NullMarked;
