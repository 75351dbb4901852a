package travel.baboo.messaging.conversation.reconcile;

import java.util.List;
import travel.baboo.messaging.common.event.TwilioEvent;

/**
 * How a conversation in the mirror differs from Twilio's.
 *
 * @param events what was never told, in an order in which it may have happened
 * @param missingMessages how many messages are among them
 * @param absent indexes at which Twilio has nothing
 * @param receiptsOf SIDs of messages whose delivery stands otherwise at Twilio
 * @param settled false when something was too new to be judged
 */
record Findings(
        List<TwilioEvent> events, int missingMessages, List<Long> absent, List<String> receiptsOf, boolean settled) {

    Findings {
        events = List.copyOf(events);
        absent = List.copyOf(absent);
        receiptsOf = List.copyOf(receiptsOf);
    }
}
