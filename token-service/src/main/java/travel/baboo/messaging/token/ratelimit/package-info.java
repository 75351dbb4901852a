/** Who is calling over the network, and how often they may. */
@NullMarked
package travel.baboo.messaging.token.ratelimit;

import org.jspecify.annotations.NullMarked;
