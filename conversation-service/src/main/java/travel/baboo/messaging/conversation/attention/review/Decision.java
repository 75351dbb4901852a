package travel.baboo.messaging.conversation.attention.review;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.arrival.ArrivalDecider;
import travel.baboo.messaging.conversation.attention.arrival.ArrivalOutcome;
import travel.baboo.messaging.conversation.attention.away.AwayDecider;
import travel.baboo.messaging.conversation.attention.away.AwayReply;
import travel.baboo.messaging.conversation.attention.clock.ClockDecider;
import travel.baboo.messaging.conversation.attention.clock.ClockOutcome;
import travel.baboo.messaging.conversation.attention.notice.NoticeDecider;
import travel.baboo.messaging.conversation.attention.notice.NoticeFacts;
import travel.baboo.messaging.conversation.attention.notice.NoticeOutcome;
import travel.baboo.messaging.conversation.attention.notice.Notified;

/**
 * The result of a review of a conversation.
 *
 * @param facts the input
 * @param clock result for the response clock
 * @param arrivals result for messages to the traveler's phone
 * @param away the automatic reply to send; null for none
 * @param members result for each member
 */
record Decision(
        Facts facts, ClockOutcome clock, ArrivalOutcome arrivals, @Nullable AwayReply away, List<Member> members) {

    Decision {
        members = List.copyOf(members);
    }

    /**
     * The result for one member.
     *
     * @param before the last notice before the review; null without one
     */
    record Member(NoticeFacts facts, @Nullable Notified before, NoticeOutcome outcome) {

        /** Whether the notice must be stored. */
        boolean changed() {
            return outcome.notified() != null && !outcome.notified().equals(before);
        }
    }

    static Decision of(
            Facts facts, ClockDecider clocks, ArrivalDecider arrivals, AwayDecider away, NoticeDecider notices) {
        Instant now = facts.claim().at();
        Map<String, Notified> notified = facts.notified();
        ClockOutcome clock = clocks.decide(facts.clock(), facts.clockFacts(), now);
        return new Decision(
                facts,
                clock,
                arrivals.decide(
                        facts.arrivals(), facts.arrivalFacts(), clock.clock().waiting(), now),
                away.decide(facts.away(), clock.clock().waiting(), now),
                facts.members().stream()
                        .map(member -> member(notified.get(member.participantSid()), member, notices, now))
                        .toList());
    }

    private static Member member(@Nullable Notified before, NoticeFacts facts, NoticeDecider notices, Instant now) {
        return new Member(facts, before, notices.decide(before, facts, now));
    }

    String conversationSid() {
        return facts.claim().conversationSid();
    }

    /** Whether the state of the conversation must be stored. */
    boolean stateChanged() {
        return !clock.clock().equals(facts.clock()) || !arrivals.state().equals(facts.arrivals());
    }

    /** The members who get a notice now. */
    List<Member> sending() {
        return members.stream().filter(member -> member.outcome().send()).toList();
    }

    /** Time of the next review without an event; null if none is needed. */
    @Nullable
    Instant reviewAt() {
        return Stream.concat(
                        Stream.concat(Stream.ofNullable(clock.reviewAt()), Stream.ofNullable(arrivals.reviewAt())),
                        members.stream()
                                .flatMap(member ->
                                        Stream.ofNullable(member.outcome().reviewAt())))
                .min(Instant::compareTo)
                .orElse(null);
    }
}
