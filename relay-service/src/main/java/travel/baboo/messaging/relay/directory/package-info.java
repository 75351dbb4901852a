/** Who takes part in which conversation, as conversation-service publishes it: what a delivery adds to the event itself. */
@NullMarked
package travel.baboo.messaging.relay.directory;

import org.jspecify.annotations.NullMarked;
