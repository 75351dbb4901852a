/** Who talks with whom, as the conversation-service publishes it: what a delivery says beside the event itself. */
@NullMarked
package travel.baboo.messaging.relay.directory;

import org.jspecify.annotations.NullMarked;
