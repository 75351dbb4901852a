package travel.baboo.messaging.relay.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sorts messages of one conversation in a batch into their order at Twilio, because webhooks overtake each other, and a topic holds them as
 * several ingests published them. A message that arrived late goes before the first one that follows it at Twilio, and so before
 * whatever happened to that one; everything else keeps its order.
 */
final class MessageOrder {

    private MessageOrder() {}

    /** The same events, in the order of storing: each conversation keeps its places among the others. */
    static List<Received> of(List<Received> arrived) {
        Map<String, List<Received>> conversations = new HashMap<>();
        for (Received received : arrived) {
            add(conversations.computeIfAbsent(received.event().key(), none -> new ArrayList<>()), received);
        }
        Map<String, Iterator<Received>> places = new HashMap<>();
        List<Received> ordered = new ArrayList<>(arrived.size());
        for (Received received : arrived) {
            String key = received.event().key();
            ordered.add(places.computeIfAbsent(
                            key,
                            none -> conversations.getOrDefault(key, List.of()).iterator())
                    .next());
        }
        return ordered;
    }

    private static void add(List<Received> conversation, Received received) {
        int place = conversation.size();
        Optional<Long> index = received.index();
        if (index.isPresent()) {
            for (int i = conversation.size() - 1; i >= 0; i--) {
                if (conversation
                        .get(i)
                        .index()
                        .filter(following -> following > index.get())
                        .isPresent()) {
                    place = i;
                }
            }
        }
        conversation.add(place, received);
    }
}
