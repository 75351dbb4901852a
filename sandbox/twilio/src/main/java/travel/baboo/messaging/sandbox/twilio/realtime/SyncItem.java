package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * An item of a Sync object.
 *
 * @param version what the data was made of: while it is equal, the data is
 * @param born the id of the event that added the item
 * @param eventId the id of the event that made it what it is
 */
record SyncItem(
        SyncKey key,
        Object version,
        ObjectNode data,
        long born,
        long eventId,
        int revision,
        Instant created,
        Instant updated) {}
