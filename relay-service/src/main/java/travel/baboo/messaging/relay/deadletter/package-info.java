/** What operators do about records that the relay could not process. */
@NullMarked
package travel.baboo.messaging.relay.deadletter;

import org.jspecify.annotations.NullMarked;
