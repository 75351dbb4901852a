package travel.baboo.messaging.conversation.reconcile;

import java.util.List;
import travel.baboo.messaging.common.event.TwilioEvent;

/**
 * The differences between a conversation in the mirror and at Twilio.
 *
 * @param events the missing events, in a plausible order
 * @param missingMessages number of missing messages among them
 * @param absent indexes at which Twilio has nothing
 * @param receiptsOf SIDs of messages whose delivery status differs at Twilio
 * @param settled false if a change was too recent to judge
 */
record Findings(
        List<TwilioEvent> events, int missingMessages, List<Long> absent, List<String> receiptsOf, boolean settled) {

    Findings {
        events = List.copyOf(events);
        absent = List.copyOf(absent);
        receiptsOf = List.copyOf(receiptsOf);
    }
}
