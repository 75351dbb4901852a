package travel.baboo.messaging.sandbox.twilio.events;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which events go to a sink.
 *
 * @param types the subscribed types with their schema versions
 */
record Subscription(
        String sid, String sinkSid, String description, Map<String, Integer> types, Instant created, Instant updated) {

    Subscription described(String text, Instant now) {
        return new Subscription(sid, sinkSid, text, types, created, now);
    }

    Subscription with(String type, int version, Instant now) {
        Map<String, Integer> changed = new LinkedHashMap<>(types);
        changed.put(type, version);
        return new Subscription(sid, sinkSid, description, changed, created, now);
    }

    Subscription without(String type, Instant now) {
        Map<String, Integer> changed = new LinkedHashMap<>(types);
        changed.remove(type);
        return new Subscription(sid, sinkSid, description, changed, created, now);
    }
}
