package travel.baboo.messaging.conversation.attention.review;

import java.util.List;
import java.util.Map;
import travel.baboo.messaging.conversation.attention.arrival.ArrivalFacts;
import travel.baboo.messaging.conversation.attention.arrival.ArrivalState;
import travel.baboo.messaging.conversation.attention.away.AwayFacts;
import travel.baboo.messaging.conversation.attention.clock.ClockFacts;
import travel.baboo.messaging.conversation.attention.clock.ResponseClock;
import travel.baboo.messaging.conversation.attention.notice.NoticeFacts;
import travel.baboo.messaging.conversation.attention.notice.Notified;

/**
 * The input of a review.
 *
 * @param clockFacts input of the clock decision
 * @param members input of the notice decisions, one for each member
 * @param arrivalFacts input of the decision about arrivals
 * @param away input of the decision about an automatic reply
 * @param clock current state of the clock
 * @param arrivals what earlier reviews decided about arrivals
 * @param notified last notices of the members, by participant SID
 */
record Facts(
        Claim claim,
        ClockFacts clockFacts,
        List<NoticeFacts> members,
        ArrivalFacts arrivalFacts,
        AwayFacts away,
        ResponseClock clock,
        ArrivalState arrivals,
        Map<String, Notified> notified) {

    Facts {
        members = List.copyOf(members);
        notified = Map.copyOf(notified);
    }
}
