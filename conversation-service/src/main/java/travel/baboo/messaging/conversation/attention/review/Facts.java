package travel.baboo.messaging.conversation.attention.review;

import java.util.List;
import java.util.Map;
import travel.baboo.messaging.conversation.attention.clock.ClockFacts;
import travel.baboo.messaging.conversation.attention.clock.ResponseClock;
import travel.baboo.messaging.conversation.attention.notice.NoticeFacts;
import travel.baboo.messaging.conversation.attention.notice.Notified;

/**
 * What is known of a conversation that is looked at.
 *
 * @param clock its clock as stored
 * @param clockStored whether it is stored
 * @param notified what its members were notified of, by membership
 */
record Facts(
        Claim claim,
        ClockFacts clockFacts,
        List<NoticeFacts> members,
        ResponseClock clock,
        boolean clockStored,
        Map<String, Notified> notified) {

    Facts {
        members = List.copyOf(members);
        notified = Map.copyOf(notified);
    }
}
