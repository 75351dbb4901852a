package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.TwilioDates;

/**
 * A document, list or map of Twilio's Sync. It keeps no history: each item knows the event that made it and the one that added it, and
 * a removed one leaves its key, from which the events that a client missed are made again.
 */
final class SyncObject {

    private static final String SYNC = "https://cds.us1.twilio.com/v3/Services/";
    private static final SyncKey WHOLE = SyncKey.named("document");

    private final Clock clock;
    private final LongSupplier ids;
    private final SyncKind kind;
    private final String serviceSid;
    private final String sid;
    private final String uniqueName;
    private final Instant created;
    private final TreeMap<SyncKey, SyncItem> items = new TreeMap<>();
    private final TreeMap<SyncKey, SyncItem> removed = new TreeMap<>();
    private long lastEventId;
    private int revision;
    private Instant updated;

    SyncObject(Clock clock, LongSupplier ids, SyncKind kind, String serviceSid, String sid, String uniqueName) {
        this.clock = clock;
        this.ids = ids;
        this.kind = kind;
        this.serviceSid = serviceSid;
        this.sid = sid;
        this.uniqueName = uniqueName;
        this.created = clock.instant();
        this.updated = created;
        this.lastEventId = ids.getAsLong();
    }

    String sid() {
        return sid;
    }

    SyncKind kind() {
        return kind;
    }

    String uniqueName() {
        return uniqueName;
    }

    long lastEventId() {
        return lastEventId;
    }

    /** Sets a document's data; the event if that changed it. */
    List<SyncEvent> write(Object version, Supplier<ObjectNode> data) {
        return put(WHOLE, version, data);
    }

    /** Sets an item; the event if that added or changed it. */
    List<SyncEvent> put(SyncKey key, Object version, Supplier<ObjectNode> data) {
        SyncItem before = items.get(key);
        if (before != null && before.version().equals(version)) {
            return List.of();
        }
        ObjectNode now = data.get();
        if (before != null && before.data().equals(now)) {
            items.put(
                    key,
                    new SyncItem(
                            key,
                            version,
                            now,
                            before.born(),
                            before.eventId(),
                            before.revision(),
                            before.created(),
                            before.updated()));
            return List.of();
        }
        change();
        SyncItem item = before == null
                ? new SyncItem(key, version, now, lastEventId, lastEventId, 1, updated, updated)
                : new SyncItem(
                        key,
                        version,
                        now,
                        before.born(),
                        lastEventId,
                        before.revision() + 1,
                        before.created(),
                        updated);
        items.put(key, item);
        removed.remove(key);
        return List.of(event(item, before == null ? "added" : "updated"));
    }

    List<SyncEvent> remove(SyncKey key) {
        SyncItem before = items.remove(key);
        if (before == null) {
            return List.of();
        }
        change();
        SyncItem gone = new SyncItem(
                key,
                before.version(),
                before.data(),
                before.born(),
                lastEventId,
                before.revision(),
                before.created(),
                updated);
        removed.put(key, gone);
        return List.of(event(gone, "removed"));
    }

    /** Removes every item whose key is not among these. */
    List<SyncEvent> retain(Collection<SyncKey> keys) {
        Set<SyncKey> gone = new HashSet<>(items.keySet());
        gone.removeAll(keys);
        return gone.stream().sorted().flatMap(key -> remove(key).stream()).toList();
    }

    /** The object itself was removed. */
    SyncEvent removal() {
        change();
        return new SyncEvent(kind.word() + "_removed", lastEventId, head());
    }

    /** What a client that knows all events up to this one has missed. */
    List<SyncEvent> since(long known) {
        List<SyncItem> changed = new ArrayList<>();
        items.values().stream().filter(item -> item.eventId() > known).forEach(changed::add);
        removed.values().stream()
                .filter(item -> item.eventId() > known && item.born() <= known)
                .forEach(changed::add);
        return changed.stream()
                .sorted(Comparator.comparingLong(SyncItem::eventId))
                .map(item -> event(
                        item, removed.containsKey(item.key()) ? "removed" : item.born() > known ? "added" : "updated"))
                .toList();
    }

    @Nullable
    SyncItem find(SyncKey key) {
        return items.get(key);
    }

    boolean has(SyncKey key) {
        return items.containsKey(key);
    }

    /** The items in the asked order. */
    Collection<SyncItem> items(boolean ascending) {
        return ascending ? items.values() : items.descendingMap().values();
    }

    /** As {@code GET} shows the object. */
    ObjectNode toJson(boolean withItems) {
        ObjectNode json = Json.object()
                .put("sid", sid)
                .put("unique_name", uniqueName)
                .put("url", url())
                .put("revision", Integer.toString(revision))
                .put("last_event_id", lastEventId)
                .put("date_created", TwilioDates.isoMillis(created))
                .put("date_updated", TwilioDates.isoMillis(updated))
                .putNull("date_expires");
        if (kind == SyncKind.DOCUMENT) {
            json.set("data", document());
        } else {
            json.putObject("links").put("items", url() + "/Items");
        }
        if (withItems) {
            items.values().forEach(item -> json.withArray("items").add(itemJson(item)));
        }
        return json;
    }

    ObjectNode itemJson(SyncItem item) {
        ObjectNode json = Json.object();
        item.key().write(json, "");
        json.put("url", itemUrl(item));
        json.set("data", item.data());
        return json.put("revision", Integer.toString(item.revision()))
                .put("last_event_id", item.eventId())
                .put("date_updated", TwilioDates.isoMillis(item.updated()))
                .put("date_created", TwilioDates.isoMillis(item.created()))
                .putNull("date_expires");
    }

    /** The data of a document. */
    ObjectNode document() {
        return Objects.requireNonNull(items.get(WHOLE)).data();
    }

    private void change() {
        lastEventId = ids.getAsLong();
        updated = clock.instant();
        revision++;
    }

    private SyncEvent event(SyncItem item, String what) {
        ObjectNode fields =
                Json.object().put("id", item.eventId()).put("date_created", TwilioDates.isoMillis(item.updated()));
        if (kind == SyncKind.DOCUMENT) {
            fields.put("document_sid", sid).put("document_revision", Integer.toString(revision));
            fields.set("document_data", item.data());
            return new SyncEvent("document_updated", item.eventId(), fields);
        }
        fields.put(kind.word() + "_sid", sid).put(kind.word() + "_revision", Integer.toString(revision));
        item.key().write(fields, "item_");
        fields.set("item_data", item.data());
        fields.put("item_url", itemUrl(item)).put("item_revision", Integer.toString(item.revision()));
        return new SyncEvent(kind.word() + "_item_" + what, item.eventId(), fields);
    }

    private ObjectNode head() {
        return Json.object()
                .put("id", lastEventId)
                .put("date_created", TwilioDates.isoMillis(updated))
                .put(kind.word() + "_sid", sid);
    }

    private String url() {
        return SYNC + serviceSid + "/" + kind.path() + "/" + sid;
    }

    private String itemUrl(SyncItem item) {
        return url() + "/Items/" + item.key().text();
    }
}
