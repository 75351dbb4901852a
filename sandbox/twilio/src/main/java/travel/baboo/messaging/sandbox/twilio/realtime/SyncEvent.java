package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import travel.baboo.messaging.sandbox.http.Json;

/**
 * A change of a Sync object, as sent to subscribed sockets.
 *
 * @param type {@code map_item_added}, {@code document_updated} and the like
 * @param id grows with each event of the object
 */
record SyncEvent(String type, long id, ObjectNode fields) {

    ObjectNode toJson() {
        ObjectNode event = Json.object().put("event_type", type).put("event_protocol_version", 4);
        event.put("strictly_ordered", true);
        event.set("event", fields);
        return event;
    }
}
