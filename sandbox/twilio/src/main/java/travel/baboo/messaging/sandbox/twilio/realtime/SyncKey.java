package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The key of an item of a Sync object.
 *
 * @param name the key in a map; empty in a list
 * @param index the index in a list; 0 in a map
 */
record SyncKey(String name, int index) implements Comparable<SyncKey> {

    static SyncKey named(String name) {
        return new SyncKey(name, 0);
    }

    static SyncKey at(int index) {
        return new SyncKey("", index);
    }

    String text() {
        return name.isEmpty() ? Integer.toString(index) : name;
    }

    @Override
    public int compareTo(SyncKey other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : Integer.compare(index, other.index);
    }

    /** Writes the key as {@code <prefix>key} or {@code <prefix>index}, as the kind of object has it. */
    void write(ObjectNode json, String prefix) {
        if (name.isEmpty()) {
            json.put(prefix + "index", index);
        } else {
            json.put(prefix + "key", name);
        }
    }
}
