package travel.baboo.messaging.relay.delivery;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids of deliveries, derived from event and destination, so that the receiver sees the same id whatever happened here. */
public final class DeliveryId {

    private DeliveryId() {}

    /** The id of one part, from 1, of an event's delivery to a destination. */
    public static UUID of(String destination, String eventId, int part) {
        String name = destination + "|" + eventId + (part == 1 ? "" : "|" + part);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
