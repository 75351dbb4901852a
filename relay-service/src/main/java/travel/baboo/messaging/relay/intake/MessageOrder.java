package travel.baboo.messaging.relay.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;

/**
 * Puts messages of one conversation that are taken together into their order at Twilio: its webhooks overtake each other. Only new
 * messages that came one after the other change places; whatever else happened in the conversation between two keeps them apart.
 */
final class MessageOrder {

    private MessageOrder() {}

    /** The same events, in the order in which they are to be written down. */
    static List<Received> of(List<Received> arrived) {
        List<Received> ordered = new ArrayList<>(arrived);
        Map<String, List<Integer>> runs = new HashMap<>();
        for (int place = 0; place < arrived.size(); place++) {
            TwilioEvent event = arrived.get(place).event();
            if (index(event).isPresent()) {
                runs.computeIfAbsent(event.key(), none -> new ArrayList<>()).add(place);
            } else {
                Optional.ofNullable(runs.remove(event.key())).ifPresent(run -> sort(run, arrived, ordered));
            }
        }
        runs.values().forEach(run -> sort(run, arrived, ordered));
        return ordered;
    }

    private static void sort(List<Integer> run, List<Received> arrived, List<Received> ordered) {
        List<Received> sorted = run.stream()
                .map(arrived::get)
                .sorted(Comparator.comparing(received -> index(received.event()).orElseThrow()))
                .toList();
        for (int i = 0; i < sorted.size(); i++) {
            ordered.set(run.get(i), sorted.get(i));
        }
    }

    /** The place of a new message in its conversation; empty for any other event. */
    private static Optional<Long> index(TwilioEvent event) {
        return event.eventType().equals(EventType.MESSAGE_ADDED.twilioName()) && event.conversationSid() != null
                ? Optional.ofNullable(event.messageIndex())
                : Optional.empty();
    }
}
