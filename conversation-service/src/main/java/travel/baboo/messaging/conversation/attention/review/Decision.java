package travel.baboo.messaging.conversation.attention.review;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.clock.ClockDecider;
import travel.baboo.messaging.conversation.attention.clock.ClockOutcome;
import travel.baboo.messaging.conversation.attention.notice.NoticeDecider;
import travel.baboo.messaging.conversation.attention.notice.NoticeFacts;
import travel.baboo.messaging.conversation.attention.notice.NoticeOutcome;
import travel.baboo.messaging.conversation.attention.notice.Notified;

/**
 * What a look at a conversation came to.
 *
 * @param members what it came to for each member
 */
record Decision(Facts facts, ClockOutcome clock, List<Member> members) {

    Decision {
        members = List.copyOf(members);
    }

    /** One member's unread messages. */
    record Member(NoticeFacts facts, @Nullable Notified before, NoticeOutcome outcome) {

        /** Whether what the member was notified of is to be stored. */
        boolean changed() {
            return outcome.notified() != null && !outcome.notified().equals(before);
        }
    }

    static Decision of(Facts facts, ClockDecider clocks, NoticeDecider notices) {
        Instant now = facts.claim().at();
        Map<String, Notified> notified = facts.notified();
        return new Decision(
                facts,
                clocks.decide(facts.clock(), facts.clockFacts(), now),
                facts.members().stream()
                        .map(member -> member(notified.get(member.participantSid()), member, notices, now))
                        .toList());
    }

    private static Member member(@Nullable Notified before, NoticeFacts facts, NoticeDecider notices, Instant now) {
        return new Member(facts, before, notices.decide(before, facts, now));
    }

    boolean clockChanged() {
        return !clock.clock().equals(facts.clock());
    }

    /** The members who are notified now. */
    List<Member> sending() {
        return members.stream().filter(member -> member.outcome().send()).toList();
    }

    /** When time alone changes something; null if it does not. */
    @Nullable
    Instant lookAgainAt() {
        return Stream.concat(
                        Stream.ofNullable(clock.lookAgainAt()),
                        members.stream()
                                .flatMap(member ->
                                        Stream.ofNullable(member.outcome().lookAgainAt())))
                .min(Instant::compareTo)
                .orElse(null);
    }
}
