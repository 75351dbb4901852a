/** IP addresses and ranges of them, for deciding whom to trust and where not to connect. Never looks a name up. */
@NullMarked
package travel.baboo.messaging.common.network;

import org.jspecify.annotations.NullMarked;
