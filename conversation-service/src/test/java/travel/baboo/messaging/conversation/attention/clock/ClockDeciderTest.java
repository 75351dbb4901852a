package travel.baboo.messaging.conversation.attention.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.attention.clock.ClockOutcome.Alarm;
import travel.baboo.messaging.conversation.attention.clock.ClockOutcome.End;
import travel.baboo.messaging.conversation.attention.clock.ClockOutcome.Ended;
import travel.baboo.messaging.conversation.attention.clock.ClockOutcome.Kind;
import travel.baboo.messaging.conversation.attention.hours.BusinessHours;

/**
 * Uses a simulated clock. The target is one hour for the first answer and two hours for the next; waits are at risk after three quarters.
 */
class ClockDeciderTest {

    private static final Instant START = Instant.parse("2026-08-11T08:00:00Z");
    private static final Duration DAYS = Duration.ofDays(7);

    private final List<Line> lines = new ArrayList<>();
    private final List<Alarm> alarms = new ArrayList<>();
    private final List<Ended> ended = new ArrayList<>();
    private ClockDecider decider = decider(target("default", Set.of(), Set.of(), BusinessHours.ALWAYS), false);
    private ResponseClock clock = ResponseClock.NEW;
    private boolean closed;
    private boolean withBot;
    private @Nullable Instant decidedAt;
    private @Nullable Long dismissed;
    private @Nullable String tag;

    private static ClockDecider decider(Target common, boolean botsAnswer, Target... specific) {
        return new ClockDecider(new Targets(List.of(specific), common), botsAnswer, DAYS);
    }

    private static Target target(String name, Set<String> tags, Set<String> experts, BusinessHours hours) {
        Duration first = name.equals("default") ? Duration.ofHours(1) : Duration.ofMinutes(10);
        return new Target(name, tags, experts, first, first.multipliedBy(2), 0.75, hours, null);
    }

    private void write(Author author, int minute) {
        lines.add(new Line(lines.size(), author, author.name(), at(minute)));
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private ClockOutcome review(int minute) {
        ClockFacts facts = new ClockFacts(closed, withBot, decidedAt, dismissed, tag, Set.of("maria"), lines);
        ClockOutcome outcome = decider.decide(clock, facts, at(minute));
        clock = outcome.clock();
        alarms.addAll(outcome.alarms());
        ended.addAll(outcome.ended());
        ClockOutcome again = decider.decide(clock, facts, at(minute));
        assertThat(again.alarms()).as("repeated").isEmpty();
        assertThat(again.ended()).as("repeated").isEmpty();
        assertThat(again.clock()).isEqualTo(clock);
        return outcome;
    }

    private List<Kind> kinds() {
        return alarms.stream().map(Alarm::kind).toList();
    }

    @Test
    void aWaitCausesOneWarningAndOneAlarmAndTheAnswerClearsThem() {
        write(Author.TRAVELER, 0);

        assertThat(review(0).reviewAt()).isEqualTo(at(45));
        assertThat(review(44).alarms()).isEmpty();
        assertThat(review(45).reviewAt()).isEqualTo(at(60));
        assertThat(review(60).reviewAt()).isNull();
        review(600);
        write(Author.EXPERT, 610);
        review(611);

        assertThat(kinds()).containsExactly(Kind.AT_RISK, Kind.OVERDUE, Kind.CLEARED);
        assertThat(ended).singleElement().satisfies(wait -> {
            assertThat(wait.end()).isEqualTo(End.ANSWERED);
            assertThat(wait.expert()).isEqualTo("EXPERT");
            assertThat(wait.worked()).isEqualTo(Duration.ofMinutes(610));
            assertThat(wait.allowed()).isEqualTo(Duration.ofHours(1));
            assertThat(wait.met()).isFalse();
        });
        assertThat(clock.state()).isEqualTo(ClockState.IDLE);
    }

    @Test
    void anAnswerInTimeCausesNoAlarmAndIsCounted() {
        write(Author.TRAVELER, 0);
        review(0);
        write(Author.TEAM, 30);
        review(31);

        assertThat(alarms).isEmpty();
        assertThat(ended).singleElement().satisfies(wait -> {
            assertThat(wait.met()).isTrue();
            assertThat(wait.expert()).isNull();
        });
    }

    @Test
    void furtherAnswersHaveTheirOwnTarget() {
        write(Author.TRAVELER, 0);
        write(Author.EXPERT, 1);
        write(Author.TRAVELER, 2);
        review(3);

        assertThat(clock.waiting()).isEqualTo(new ResponseClock.Wait(2, false, at(2), at(92), at(122), "default"));
        assertThat(ended).hasSize(1);
    }

    @Test
    void aWaitStartsWithTheFirstUnansweredMessage() {
        write(Author.TRAVELER, 0);
        write(Author.TRAVELER, 30);
        review(31);
        write(Author.TRAVELER, 59);
        review(60);

        assertThat(kinds()).containsExactly(Kind.OVERDUE);
        assertThat(clock.waiting()).extracting(ResponseClock.Wait::firstIndex).isEqualTo(0L);
    }

    @Test
    void afterADowntimeOnlyTheOverdueAlarmIsPublished() {
        write(Author.TRAVELER, 0);
        review(1000);

        assertThat(kinds()).containsExactly(Kind.OVERDUE);
    }

    @Test
    void anAnswerDuringADowntimePreventsTheAlarm() {
        write(Author.TRAVELER, 0);
        review(1);
        write(Author.EXPERT, 500);
        review(1000);

        assertThat(alarms).isEmpty();
        assertThat(ended).singleElement().extracting(Ended::met).isEqualTo(false);
    }

    @Test
    void messagesFromBotsAreAnswersOnlyIfConfigured() {
        write(Author.TRAVELER, 0);
        write(Author.BOT, 1);
        write(Author.SYSTEM, 2);
        review(3);
        assertThat(clock.state()).isEqualTo(ClockState.WAITING);

        decider = decider(target("default", Set.of(), Set.of(), BusinessHours.ALWAYS), true);
        review(4);
        assertThat(clock.state()).isEqualTo(ClockState.IDLE);
    }

    @Test
    void aDismissedMessageEndsTheWaitAndTheNextMessageStartsOne() {
        write(Author.EXPERT, 0);
        write(Author.TRAVELER, 1);
        review(2);
        dismissed = 1L;
        review(3);
        assertThat(clock.state()).isEqualTo(ClockState.IDLE);
        assertThat(ended).singleElement().extracting(Ended::end).isEqualTo(End.NOT_NEEDED);

        write(Author.TRAVELER, 10);
        review(11);
        assertThat(clock.waiting()).extracting(ResponseClock.Wait::firstIndex).isEqualTo(2L);
    }

    @Test
    void dismissingAnOverdueMessageClearsTheAlarm() {
        write(Author.TRAVELER, 0);
        review(70);
        dismissed = 0L;
        review(71);

        assertThat(kinds()).containsExactly(Kind.OVERDUE, Kind.CLEARED);
    }

    @Test
    void noWaitRunsDuringAHandoverToTheBotAndAHandoverToPeopleStartsOne() {
        write(Author.TRAVELER, 0);
        review(1);
        withBot = true;
        decidedAt = at(5);
        review(6);
        assertThat(ended).singleElement().extracting(Ended::end).isEqualTo(End.HANDOVER);
        write(Author.TRAVELER, 10);
        write(Author.BOT, 11);
        review(200);
        assertThat(alarms).isEmpty();

        withBot = false;
        decidedAt = at(300);
        review(301);
        assertThat(clock.waiting()).extracting(ResponseClock.Wait::since).isEqualTo(at(300));
    }

    @Test
    void noWaitRunsInAClosedConversation() {
        write(Author.TRAVELER, 0);
        review(1);
        closed = true;
        review(500);

        assertThat(alarms).isEmpty();
        assertThat(ended).singleElement().extracting(Ended::end).isEqualTo(End.CLOSED);
        write(Author.TRAVELER, 501);
        review(502);
        assertThat(clock.state()).isEqualTo(ClockState.IDLE);
    }

    @Test
    void theClockIsPausedOutsideBusinessHours() {
        BusinessHours mornings = BusinessHours.of(
                ZoneId.of("UTC"),
                Map.of(DayOfWeek.TUESDAY, "08:00-12:00", DayOfWeek.THURSDAY, "09:00-10:00"),
                Set.of());
        decider = decider(target("default", Set.of(), Set.of(), mornings), false);
        write(Author.TRAVELER, 4 * 60 - 30);
        review(4 * 60 - 29);

        assertThat(clock.waiting())
                .extracting(ResponseClock.Wait::dueAt)
                .isEqualTo(Instant.parse("2026-08-13T09:30:00Z"));
    }

    @Test
    void targetsCanApplyToTagsAndExperts() {
        Target vip = target("vip", Set.of("gold"), Set.of(), BusinessHours.ALWAYS);
        Target marias = target("maria", Set.of(), Set.of("maria"), BusinessHours.ALWAYS);
        Target common = target("default", Set.of(), Set.of(), BusinessHours.ALWAYS);

        assertThat(new Targets(List.of(vip), common).of("gold", Set.of()).name())
                .isEqualTo("vip");
        assertThat(new Targets(List.of(vip), common).of("silver", Set.of()).name())
                .isEqualTo("default");
        assertThat(new Targets(List.of(vip), common).of(null, Set.of()).name()).isEqualTo("default");
        assertThat(new Targets(List.of(marias, vip), common)
                        .of("gold", Set.of("maria"))
                        .name())
                .isEqualTo("maria");
        assertThat(new Targets(List.of(marias, vip), common).named("gone").name())
                .isEqualTo("default");

        tag = "gold";
        decider = decider(common, false, vip);
        write(Author.TRAVELER, 0);
        assertThat(review(0).reviewAt()).isEqualTo(START.plus(Duration.ofSeconds(450)));
    }

    @Test
    void aBackfillStartsNoWait() {
        write(Author.TRAVELER, 0);
        review(8 * 24 * 60);

        assertThat(clock.state()).isEqualTo(ClockState.IDLE);
        assertThat(alarms).isEmpty();
    }

    @Test
    void anAnswerThatArrivesBeforeItsQuestionAnswersIt() {
        Line question = new Line(0, Author.TRAVELER, "t", at(0));
        lines.add(new Line(1, Author.EXPERT, "e", at(1)));
        review(2);
        lines.add(question);
        review(200);

        assertThat(clock.state()).isEqualTo(ClockState.IDLE);
        assertThat(alarms).isEmpty();
    }
}
