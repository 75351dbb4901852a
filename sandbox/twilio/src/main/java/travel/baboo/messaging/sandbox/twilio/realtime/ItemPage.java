package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/**
 * A page of a list's or map's items. Sync's versions page differently: version 4 asks {@code From} the last item it knows, which is
 * included again; version 3 hands back a token, which therefore holds order, size and place.
 */
final class ItemPage {

    private static final int LARGEST = 100;
    private static final int DEFAULT = 50;

    /**
     * Where a page begins.
     *
     * @param from the item at its edge; null for the end that the order begins with
     * @param included whether that item is on the page
     * @param before whether the page ends at the item instead
     */
    private record Place(boolean ascending, int size, @Nullable SyncKey from, boolean included, boolean before) {

        String token() {
            SyncKey key = from == null ? SyncKey.named("") : from;
            String text =
                    (ascending ? "a" : "d") + (before ? "b" : "n") + ":" + size + ":" + key.index() + ":" + key.name();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        static Place parse(String token) {
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(":", 4);
                return new Place(
                        parts[0].charAt(0) == 'a',
                        Math.min(LARGEST, Integer.parseInt(parts[1])),
                        new SyncKey(parts[3], Integer.parseInt(parts[2])),
                        false,
                        parts[0].charAt(1) == 'b');
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw TwilioException.invalid("PageToken");
            }
        }
    }

    private ItemPage() {}

    static ObjectNode of(SyncObject object, TunnelRequest request) {
        String key = request.query("Key");
        String index = request.query("Index");
        if (key != null || index != null) {
            SyncItem item = object.find(key != null ? SyncKey.named(key) : SyncKey.at(request.number("Index", 0)));
            return json(object, item == null ? List.of() : List.of(item), null, null);
        }
        return page(object, place(object, request));
    }

    private static Place place(SyncObject object, TunnelRequest request) {
        String token = request.query("PageToken");
        if (token != null && !token.isEmpty()) {
            return Place.parse(token);
        }
        int size = request.number("PageSize", DEFAULT);
        if (size < 1) {
            throw TwilioException.invalid("PageSize");
        }
        String from = request.query("From");
        SyncKey start = from == null || from.isEmpty()
                ? null
                : object.kind() == SyncKind.LIST ? SyncKey.at(request.number("From", 0)) : SyncKey.named(from);
        return new Place(!"desc".equals(request.query("Order")), Math.min(LARGEST + 1, size), start, true, false);
    }

    private static ObjectNode page(SyncObject object, Place place) {
        List<SyncItem> all = new ArrayList<>(object.items(place.ascending()));
        int edge = place.from() == null ? 0 : edge(all, place);
        int start = place.before() ? Math.max(0, edge - place.size()) : edge;
        int end = place.before() ? edge : Math.min(all.size(), edge + place.size());
        List<SyncItem> items = all.subList(start, end);
        String next = end >= all.size() || items.isEmpty()
                ? null
                : new Place(place.ascending(), place.size(), all.get(end - 1).key(), false, false).token();
        String previous = start == 0 || items.isEmpty()
                ? null
                : new Place(place.ascending(), place.size(), all.get(start).key(), false, true).token();
        return json(object, items, previous, next);
    }

    /** How many items, in the asked order, lie before the page's edge. */
    private static int edge(List<SyncItem> all, Place place) {
        List<SyncKey> keys = all.stream().map(SyncItem::key).toList();
        Comparator<SyncKey> order = place.ascending() ? Comparator.naturalOrder() : Comparator.reverseOrder();
        int found = Collections.binarySearch(keys, place.from(), order);
        if (found < 0) {
            return -found - 1;
        }
        return place.included() || place.before() ? found : found + 1;
    }

    private static ObjectNode json(
            SyncObject object, List<SyncItem> items, @Nullable String previous, @Nullable String next) {
        ObjectNode json = Json.object();
        json.putArray("items").addAll(items.stream().map(object::itemJson).toList());
        json.putObject("meta").put("previous_token", previous).put("next_token", next);
        return json;
    }
}
