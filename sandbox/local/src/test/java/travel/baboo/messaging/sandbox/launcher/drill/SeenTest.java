package travel.baboo.messaging.sandbox.launcher.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtMake;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtTwilio;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Decided;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.InMirror;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.OnPhone;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Sent;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Writer;

/** A conversation is a word: each letter, from index 0, is the message of a Traveler, a Visitor, the Expert or a Scenario. */
class SeenTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void whoWaitsInTheEndNeedsAnOverdueEventAndANotice() {
        assertThat(proof("TETT").breachesOf(Proof.Promise.SEEN))
                .containsExactly("no overdue event in CH for the wait from index 2", "no notice in CH with index 3");
        assertThat(isSeen("TETT", overdue(2), notice(2, 3))).isTrue();
    }

    @Test
    void whoeverWasAnsweredNeedsNothing() {
        assertThat(isSeen("TTSE")).isTrue();
    }

    @Test
    void whatWasDecidedBeforeTheLastAnswerDoesNotCount() {
        assertThat(isSeen("TETT", overdue(0), notice(0, 0))).isFalse();
        assertThat(isSeen("TETT", overdue(0), notice(2, 3))).isFalse();
        assertThat(isSeen("TETT", overdue(0), notice(0, 0), overdue(2), notice(2, 3)))
                .isTrue();
    }

    @Test
    void aWaitMayBeginWithALaterMessageThatWasMirroredFirst() {
        assertThat(isSeen("TETT", overdue(3), notice(3, 3))).isTrue();
    }

    @Test
    void aScenarioDoesNotAnswer() {
        assertThat(isSeen("TS", notice(0, 1))).isFalse();
        assertThat(isSeen("TS", overdue(0), notice(0, 1))).isTrue();
        assertThat(isSeen("ES", notice(1, 1))).as("nobody waits").isTrue();
    }

    /** An API message that only Event Streams reported has no label: it may begin the wait. */
    @Test
    void aWaitMayBeginWithAScenariosMessage() {
        assertThat(isSeen("EST", overdue(1), notice(1, 2))).isTrue();
    }

    @Test
    void aNoticeHasTheLastUnreadMessage() {
        assertThat(isSeen("TTT", overdue(0), notice(0, 1))).isFalse();
        assertThat(isSeen("TTT", overdue(0), notice(0, 1), notice(2, 2))).isTrue();
    }

    @Test
    void aVisitorHasNoExpertWhoWouldGetANotice() {
        assertThat(isSeen("VV")).isFalse();
        assertThat(isSeen("VV", overdue(0))).isTrue();
    }

    @Test
    void whatIsDecidedAboutAnotherConversationDoesNotCount() {
        assertThat(isSeen("T", overdue("CH2", 0), notice("CH2", 0, 0))).isFalse();
    }

    @Test
    void aMessageOfAnUnknownWriterIsNoAnswer() {
        assertThat(isSeen("T?", overdue(0), notice(0, 0))).isTrue();
        assertThat(isSeen("T?")).isFalse();
    }

    @Test
    void aMessageIsInOneNoticeOfAMember() {
        assertThat(isSeenOnce("TTTT", notice(0, 1), notice(2, 3))).isTrue();
        assertThat(isSeenOnce("TTTT", notice(2, 3), notice(0, 1))).isTrue();
        assertThat(isSeenOnce("TTTT", notice(0, 1), notice(1, 3))).isFalse();
        assertThat(isSeenOnce("TTTT", notice(0, 1), notice(0, 3))).isFalse();
        assertThat(isSeenOnce(
                        "TT", notice(0, 1), new Decided(Decided.NOTICE, "CH", "MB2", 0, 1, "other", "other member")))
                .isTrue();
    }

    @Test
    void aRepeatUnderTheSameIdsIsAllowed() {
        assertThat(isSeenOnce("TT", overdue(0), notice(0, 1), overdue(0), notice(0, 1)))
                .isTrue();
    }

    @Test
    void aDecisionUnderOtherIdsIsAnotherOne() {
        assertThat(isSeenOnce("TT", notice(0, 1), new Decided(Decided.NOTICE, "CH", "MB", 0, 1, "id", "other")))
                .isFalse();
        assertThat(isSeenOnce("TT", overdue(0), new Decided(Decided.OVERDUE, "CH", "", 0, 0, "other", "webhook")))
                .isFalse();
    }

    @Test
    void onlyAnAnswerEndsAWait() {
        assertThat(isSeenOnce("TTET", overdue(0), overdue(3))).isTrue();
        assertThat(isSeenOnce("TTET", overdue(0), overdue(1))).isFalse();
        assertThat(isSeenOnce("TTST", overdue(0), overdue(3))).isFalse();
        assertThat(isSeenOnce("TTET", overdue(0), new Decided("response-cleared", "CH", "", 0, 0, "id", "webhook")))
                .as("another event about the same wait")
                .isTrue();
        assertThat(proof("TTET", overdue(0), overdue(1)).breachesOf(Proof.Promise.SEEN_ONCE))
                .singleElement()
                .asString()
                .contains("response-overdue", "CH", "first=0", "first=1");
    }

    @Test
    void onlyWhatIsMissingIsWaitedFor() {
        assertThat(proof("TET", overdue(2)).isIncomplete()).isTrue();
        assertThat(proof("TET", overdue(2), notice(2, 2)).holds()).isTrue();
        Proof twice = proof("TET", overdue(2), notice(2, 2), notice(1, 2));
        assertThat(twice.holds()).isFalse();
        assertThat(twice.isIncomplete()).isFalse();
    }

    static Decided overdue(String conversation, long first) {
        String id = Decided.OVERDUE + first;
        return new Decided(Decided.OVERDUE, conversation, "", first, first, id, "webhook " + id);
    }

    static Decided notice(String conversation, long first, long last) {
        String id = Decided.NOTICE + first;
        return new Decided(Decided.NOTICE, conversation, "MB", first, last, id, "webhook " + id);
    }

    private static Decided overdue(long first) {
        return overdue("CH", first);
    }

    private static Decided notice(long first, long last) {
        return notice("CH", first, last);
    }

    private static boolean isSeen(String conversation, Decided... decided) {
        return proof(conversation, decided).breachesOf(Proof.Promise.SEEN).isEmpty();
    }

    private static boolean isSeenOnce(String conversation, Decided... decided) {
        return proof(conversation, decided).breachesOf(Proof.Promise.SEEN_ONCE).isEmpty();
    }

    private static Proof proof(String conversation, Decided... decided) {
        return Proof.of(evidence(conversation, decided));
    }

    /** Nothing is missing but decisions. */
    private static Evidence evidence(String conversation, Decided... decided) {
        List<Sent> sent = new ArrayList<>();
        List<AtTwilio> twilio = new ArrayList<>();
        List<InMirror> mirror = new ArrayList<>();
        List<AtMake> make = new ArrayList<>();
        List<OnPhone> phone = new ArrayList<>();
        for (int index = 0; index < conversation.length(); index++) {
            char writer = conversation.charAt(index);
            String sid = "IM" + index;
            String body = "no. " + index;
            Arrays.stream(Writer.values())
                    .filter(one -> one.name().charAt(0) == writer)
                    .forEach(one -> sent.add(new Sent(body, one, true)));
            twilio.add(new AtTwilio("CH", sid, index, body, NOON));
            mirror.add(new InMirror("CH", sid, index, body));
            if (writer != 'S') {
                make.add(new AtMake("CH", sid, "id of " + sid, true, NOON));
            }
            if (writer == 'E' || writer == 'S') {
                phone.add(new OnPhone("+1", body));
            }
        }
        return new Evidence(sent, twilio, mirror, make, List.of(decided), phone, Set.of(), Set.of(), null);
    }
}
