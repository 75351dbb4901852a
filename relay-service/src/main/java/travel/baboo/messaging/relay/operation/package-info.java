/** What operators see and do: deliveries, attempts, retries, replays, destinations. */
@NullMarked
package travel.baboo.messaging.relay.operation;

import org.jspecify.annotations.NullMarked;
