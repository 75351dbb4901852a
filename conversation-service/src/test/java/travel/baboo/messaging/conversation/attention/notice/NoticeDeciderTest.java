package travel.baboo.messaging.conversation.attention.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.attention.clock.Author;
import travel.baboo.messaging.conversation.attention.clock.Line;
import travel.baboo.messaging.conversation.attention.hours.QuietHours;

/** Uses a simulated clock. A notice is sent after five quiet minutes, reminders after an hour and a day. */
class NoticeDeciderTest {

    private static final Instant START = Instant.parse("2026-08-11T08:00:00Z");

    private final List<Line> lines = new ArrayList<>();
    private final List<Notified> sent = new ArrayList<>();
    private NoticeDecider decider = decider(QuietHours.NONE);
    private @Nullable Notified notified;
    private @Nullable Long read;
    private @Nullable Instant focus;
    private String role = "expert";
    private boolean reachable = true;

    private static NoticeDecider decider(QuietHours quietHours) {
        return new NoticeDecider(new NoticePolicy(
                Set.of("expert", "traveler"),
                Duration.ofMinutes(5),
                Map.of("traveler", Duration.ofMinutes(1)),
                Duration.ofMinutes(30),
                Duration.ofMinutes(15),
                List.of(Duration.ofHours(1), Duration.ofHours(24)),
                quietHours,
                Duration.ofDays(7)));
    }

    private void write(Author author, String identity, int minute) {
        lines.add(new Line(lines.size(), author, identity, at(minute)));
    }

    private void ask(int minute) {
        write(Author.TRAVELER, "ann", minute);
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private @Nullable Instant review(int minute) {
        NoticeFacts facts = new NoticeFacts("MB", "maria", role, read, focus, reachable, lines);
        NoticeOutcome outcome = decider.decide(notified, facts, at(minute));
        notified = outcome.notified();
        if (outcome.send()) {
            sent.add(Objects.requireNonNull(notified));
        }
        NoticeOutcome again = decider.decide(notified, facts, at(minute));
        assertThat(again.send()).as("repeated").isFalse();
        assertThat(again.notified()).isEqualTo(notified);
        return outcome.reviewAt();
    }

    @Test
    void severalMessagesCauseOneNoticeAfterTheQuietTime() {
        ask(0);
        assertThat(review(0)).isEqualTo(at(5));
        ask(3);
        assertThat(review(5)).isEqualTo(at(8));
        ask(7);
        review(8);
        assertThat(sent).isEmpty();
        review(12);

        assertThat(sent).containsExactly(new Notified(0, 2, 0, at(12)));
    }

    @Test
    void ongoingMessagesDelayANoticeOnlyUpToTheLimit() {
        for (int minute = 0; minute <= 32; minute += 4) {
            ask(minute);
            review(minute);
        }

        assertThat(sent).containsExactly(new Notified(0, 8, 0, at(32)));
    }

    @Test
    void eachReminderIsSentOnceWhileNothingIsRead() {
        ask(0);
        review(5);
        assertThat(review(6)).isEqualTo(at(65));
        review(65);
        assertThat(review(66)).isEqualTo(at(5 + 24 * 60));
        review(5 + 24 * 60);
        assertThat(review(10_000)).isNull();

        assertThat(sent).extracting(Notified::stage).containsExactly(0, 1, 2);
        assertThat(sent).extracting(Notified::firstIndex).containsOnly(0L);
    }

    @Test
    void readMessagesCauseNoNoticeEvenIfTheHorizonMovesBack() {
        ask(0);
        read = 0L;
        assertThat(review(5)).isNull();
        ask(10);
        review(15);
        read = 1L;
        review(20);
        read = null;
        review(5000);

        assertThat(sent).containsExactly(new Notified(1, 1, 0, at(15)));
    }

    @Test
    void aMemberWhoWritesHasRead() {
        ask(0);
        write(Author.EXPERT, "maria", 2);

        assertThat(review(100)).isNull();
        assertThat(sent).isEmpty();
    }

    @Test
    void focusDelaysTheNotice() {
        ask(0);
        focus = at(9);
        assertThat(review(5)).isEqualTo(at(9));
        review(9);

        assertThat(sent).hasSize(1);
    }

    @Test
    void newMessagesAfterANoticeCauseAnotherOneAfterThePause() {
        ask(0);
        review(5);
        ask(6);
        assertThat(review(11)).isEqualTo(at(20));
        review(20);

        assertThat(sent).containsExactly(new Notified(0, 0, 0, at(5)), new Notified(1, 1, 0, at(20)));
    }

    @Test
    void systemMessagesCauseNoNotice() {
        write(Author.SYSTEM, "system", 0);

        assertThat(review(100)).isNull();
        assertThat(sent).isEmpty();
    }

    @Test
    void aRoleCanHaveItsOwnQuietTimeOrNoNotices() {
        ask(0);
        role = "admin";
        assertThat(review(100)).isNull();
        role = "traveler";
        review(1);

        assertThat(sent).hasSize(1);
    }

    @Test
    void unreachableMembersGetNoNotice() {
        ask(0);
        reachable = false;

        assertThat(review(100)).isNull();
        assertThat(sent).isEmpty();
    }

    @Test
    void quietHoursDelayTheNotice() {
        decider = decider(QuietHours.of(ZoneId.of("UTC"), "21:00-07:00"));
        ask(14 * 60);
        assertThat(review(14 * 60 + 5)).isEqualTo(Instant.parse("2026-08-12T07:00:00Z"));
        review(23 * 60);

        assertThat(sent).hasSize(1);
    }

    @Test
    void afterADowntimeOnlyOneReminderIsSent() {
        ask(0);
        review(5);
        review(3000);
        review(3001);

        assertThat(sent).extracting(Notified::stage).containsExactly(0, 2);
    }

    @Test
    void aBackfillCausesNoNotice() {
        ask(0);

        assertThat(review(8 * 24 * 60)).isNull();
        assertThat(sent).isEmpty();
    }
}
