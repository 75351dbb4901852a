package travel.baboo.messaging.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static travel.baboo.messaging.relay.delivery.DeliveryState.DELIVERED;
import static travel.baboo.messaging.relay.delivery.DeliveryState.FAILED;
import static travel.baboo.messaging.relay.delivery.DeliveryState.HELD;
import static travel.baboo.messaging.relay.delivery.DeliveryState.UNKNOWN;
import static travel.baboo.messaging.relay.delivery.DeliveryState.WAITING;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import travel.baboo.messaging.relay.delivery.StateMachine.Standing;
import travel.baboo.messaging.relay.delivery.Transitions.Cause;
import travel.baboo.messaging.relay.destination.Channel;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.relay.destination.Outcome.Verdict;
import travel.baboo.messaging.relay.destination.Policy;
import travel.baboo.messaging.relay.flow.Health;

/** Every cell of the table, and what each kind of outcome, report and check makes of a delivery. */
class StateMachineTest {

    private static final Instant NOW = Instant.parse("2026-08-11T13:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(1));
    private static final Policy POLICY = Policies.TEXTS;

    /** Cause, state before, states after; what is not named is not allowed. */
    private static final List<Arguments> TABLE = List.of(
            Arguments.of(Cause.TURN, WAITING, "WAITING HELD FAILED EXPIRED"),
            Arguments.of(Cause.TURN, HELD, "WAITING HELD FAILED EXPIRED"),
            Arguments.of(Cause.TURN, UNKNOWN, "WAITING UNKNOWN DELIVERED FAILED"),
            Arguments.of(Cause.TURN, DELIVERED, ""),
            Arguments.of(Cause.TURN, FAILED, ""),
            Arguments.of(Cause.TURN, DeliveryState.EXPIRED, ""),
            Arguments.of(Cause.TURN, DeliveryState.CANCELED, ""),
            Arguments.of(Cause.ATTEMPT, WAITING, "WAITING HELD UNKNOWN DELIVERED FAILED"),
            Arguments.of(Cause.ATTEMPT, HELD, "WAITING HELD UNKNOWN DELIVERED FAILED"),
            Arguments.of(Cause.ATTEMPT, UNKNOWN, "WAITING HELD UNKNOWN DELIVERED FAILED"),
            Arguments.of(Cause.ATTEMPT, DELIVERED, "DELIVERED"),
            Arguments.of(Cause.ATTEMPT, FAILED, "DELIVERED"),
            Arguments.of(Cause.ATTEMPT, DeliveryState.EXPIRED, "DELIVERED"),
            Arguments.of(Cause.ATTEMPT, DeliveryState.CANCELED, "DELIVERED"),
            Arguments.of(Cause.STATUS, WAITING, ""),
            Arguments.of(Cause.STATUS, HELD, ""),
            Arguments.of(Cause.STATUS, UNKNOWN, "WAITING HELD DELIVERED FAILED"),
            Arguments.of(Cause.STATUS, DELIVERED, "WAITING HELD FAILED"),
            Arguments.of(Cause.STATUS, FAILED, ""),
            Arguments.of(Cause.STATUS, DeliveryState.EXPIRED, ""),
            Arguments.of(Cause.STATUS, DeliveryState.CANCELED, ""),
            Arguments.of(Cause.PHONE, WAITING, ""),
            Arguments.of(Cause.PHONE, HELD, "WAITING"),
            Arguments.of(Cause.PHONE, UNKNOWN, ""),
            Arguments.of(Cause.PHONE, DELIVERED, ""),
            Arguments.of(Cause.PHONE, FAILED, ""),
            Arguments.of(Cause.PHONE, DeliveryState.EXPIRED, ""),
            Arguments.of(Cause.PHONE, DeliveryState.CANCELED, ""),
            Arguments.of(Cause.REPEAT, WAITING, "WAITING"),
            Arguments.of(Cause.REPEAT, HELD, "WAITING"),
            Arguments.of(Cause.REPEAT, UNKNOWN, "WAITING"),
            Arguments.of(Cause.REPEAT, DELIVERED, "WAITING"),
            Arguments.of(Cause.REPEAT, FAILED, "WAITING"),
            Arguments.of(Cause.REPEAT, DeliveryState.EXPIRED, "WAITING"),
            Arguments.of(Cause.REPEAT, DeliveryState.CANCELED, "WAITING"),
            Arguments.of(Cause.SETTLE, WAITING, ""),
            Arguments.of(Cause.SETTLE, HELD, ""),
            Arguments.of(Cause.SETTLE, UNKNOWN, "DELIVERED FAILED"),
            Arguments.of(Cause.SETTLE, DELIVERED, ""),
            Arguments.of(Cause.SETTLE, FAILED, ""),
            Arguments.of(Cause.SETTLE, DeliveryState.EXPIRED, ""),
            Arguments.of(Cause.SETTLE, DeliveryState.CANCELED, ""),
            Arguments.of(Cause.CANCEL, WAITING, "CANCELED"),
            Arguments.of(Cause.CANCEL, HELD, "CANCELED"),
            Arguments.of(Cause.CANCEL, UNKNOWN, ""),
            Arguments.of(Cause.CANCEL, DELIVERED, ""),
            Arguments.of(Cause.CANCEL, FAILED, ""),
            Arguments.of(Cause.CANCEL, DeliveryState.EXPIRED, ""),
            Arguments.of(Cause.CANCEL, DeliveryState.CANCELED, ""));

    static List<Arguments> table() {
        return TABLE;
    }

    @ParameterizedTest
    @MethodSource("table")
    void aDeliveryBecomesWhatTheTableAllowsAndNothingElse(Cause cause, DeliveryState from, String to) {
        List<String> allowed = Arrays.asList(to.split(" "));
        for (DeliveryState state : DeliveryState.values()) {
            assertThat(Transitions.allows(cause, from, state))
                    .as("%s: %s to %s", cause, from, state)
                    .isEqualTo(allowed.contains(state.name()));
            assertThat(List.of(Transitions.from(cause, state)).contains(from.text()))
                    .as("for SQL, %s: %s to %s", cause, from, state)
                    .isEqualTo(allowed.contains(state.name()));
        }
    }

    @Test
    void theTableOfThisTestHasEveryCell() {
        assertThat(TABLE).hasSize(Cause.values().length * DeliveryState.values().length);
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(outcome(Verdict.DELIVERED, Health.HEALTHY), 0, DELIVERED, 0),
                Arguments.of(outcome(Verdict.FAILED, Health.HEALTHY), 0, FAILED, 0),
                Arguments.of(outcome(Verdict.HOLD, Health.HEALTHY), 0, HELD, 0),
                Arguments.of(outcome(Verdict.UNKNOWN, Health.DEGRADED), 0, UNKNOWN, 1),
                Arguments.of(outcome(Verdict.RETRY, Health.DEGRADED), 0, WAITING, 1),
                Arguments.of(outcome(Verdict.RETRY, Health.DEGRADED), 1, WAITING, 2),
                Arguments.of(outcome(Verdict.RETRY, Health.DEGRADED), 2, FAILED, 3),
                // To be asked to wait is no failure, however often.
                Arguments.of(outcome(Verdict.RETRY, Health.OVERLOADED), 2, WAITING, 2));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void anAttemptMovesADelivery(Outcome outcome, int failures, DeliveryState to, int failuresAfter) {
        Decision change = StateMachine.attempted(POLICY, standing(WAITING, failures), attempt(outcome), new Random(1));
        assertThat(change.to()).isEqualTo(to);
        assertThat(change.failures()).isEqualTo(failuresAfter);
        assertThat(change.finishedAt() == null).isEqualTo(to.isOpen());
    }

    @Test
    void beingAskedToWaitAThousandTimesUsesNoAttemptUp() {
        Outcome wait = outcome(Verdict.RETRY, Health.OVERLOADED);
        for (int number = 1; number <= 1000; number++) {
            Decision change = StateMachine.attempted(
                    POLICY, standing(WAITING, 0), new Attempt(number, NOW, NOW, wait), new Random(number));
            assertThat(change.to()).isEqualTo(WAITING);
            assertThat(Duration.between(NOW, change.next())).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Status, code, state before, failures before, overtaken: state after, empty for unchanged.
        "sent,, UNKNOWN, 1, false, DELIVERED",
        "delivered,, UNKNOWN, 1, true, DELIVERED",
        "sent,, DELIVERED, 0, false,",
        "read,, DELIVERED, 0, false,",
        "sent,, WAITING, 1, false,",
        "undelivered, 30005, DELIVERED, 0, false, FAILED",
        "undelivered, 30005, UNKNOWN, 1, false, FAILED",
        "failed,, DELIVERED, 0, false, FAILED",
        "undelivered, 30005, WAITING, 1, false,",
        "undelivered, 30005, FAILED, 1, false,",
        "undelivered, 30005, CANCELED, 0, false,",
        "undelivered, 30003, DELIVERED, 0, false, WAITING",
        "undelivered, 30003, DELIVERED, 1, false, WAITING",
        // The schedule is asked: 15 paid texts went to one phone before it was.
        "undelivered, 30003, DELIVERED, 2, false, FAILED",
        "undelivered, 30003, UNKNOWN, 1, false, WAITING",
        "undelivered, 30003, UNKNOWN, 2, false, WAITING",
        "undelivered, 30003, UNKNOWN, 3, false, FAILED",
        "undelivered, 30003, DELIVERED, 0, true, FAILED",
        "undelivered, 30022, DELIVERED, 0, false, WAITING",
        "undelivered, 63018, DELIVERED, 0, false, WAITING",
        "failed, 30001, DELIVERED, 0, false, WAITING",
        "undelivered, 63016, DELIVERED, 0, false, HELD",
        "undelivered, 63016, DELIVERED, 0, true, HELD",
        "undelivered, 63016, DELIVERED, 2, false, FAILED"
    })
    void aReportMovesADelivery(
            String status,
            @Nullable Integer code,
            DeliveryState before,
            int failures,
            boolean overtaken,
            @Nullable DeliveryState after) {
        Optional<Decision> change = StateMachine.reported(
                POLICY,
                standing(before, failures),
                new ProviderStatus("SM1", status, code, null),
                overtaken,
                NOW,
                new Random(2));
        assertThat(change.map(Decision::to)).isEqualTo(Optional.ofNullable(after));
        if (after == WAITING) {
            assertThat(change.orElseThrow().next()).isAfterOrEqualTo(NOW.plus(Duration.ofMinutes(2)));
        }
    }

    /** The schedule limits the number of texts to a phone that stays off, whatever is reported. */
    @Test
    void repeatsEndWithTheSchedule() {
        int failures = 0;
        int texts = 1;
        DeliveryState state = DELIVERED;
        while (state == DELIVERED && texts < 100) {
            Decision change = StateMachine.reported(
                            POLICY,
                            standing(DELIVERED, failures),
                            new ProviderStatus("SM" + texts, "undelivered", 30003, null),
                            false,
                            NOW,
                            new Random(texts))
                    .orElseThrow();
            failures = change.failures();
            state = change.to() == WAITING ? DELIVERED : change.to();
            texts += change.to() == WAITING ? 1 : 0;
        }
        assertThat(state).isEqualTo(FAILED);
        assertThat(texts).isEqualTo(1 + POLICY.retrySchedule().size());
    }

    @ParameterizedTest
    @CsvSource({
        // What Twilio knows, seconds since the attempt, fate: state after, seconds until the next look.
        "same, 15, HOLD, DELIVERED, 0",
        "same, 600, HOLD, DELIVERED, 0",
        "nothing, 15, HOLD, UNKNOWN, 105",
        "nothing, 120, HOLD, UNKNOWN, 480",
        "nothing, 600, HOLD, WAITING, ",
        "other, 600, HOLD, UNKNOWN, 600",
        "unreachable, 15, HOLD, UNKNOWN, 105",
        "unreachable, 600, HOLD, UNKNOWN, 600",
        "unreachable, 120, REPEAT, UNKNOWN, 180",
        "unreachable, 300, REPEAT, WAITING, ",
        "unreachable, 300, GIVE_UP, FAILED, 0",
        "nothing, 120, GIVE_UP, UNKNOWN, 180",
        "nothing, 300, GIVE_UP, FAILED, 0"
    })
    void theProviderIsAskedBeforeAPersonIs(
            String known, int seconds, Policy.Fate fate, DeliveryState after, @Nullable Integer next) {
        Instant now = NOW.plusSeconds(seconds);
        @Nullable
        List<Channel.Trace> traces =
                switch (known) {
                    case "same" -> List.of(new Channel.Trace("SM0", false), new Channel.Trace("SM1", true));
                    case "other" -> List.of(new Channel.Trace("SM0", false));
                    case "nothing" -> List.of();
                    default -> null;
                };
        Decision change =
                StateMachine.checked(Policies.texts(fate), standing(UNKNOWN, 1), NOW, traces, now, new Random(3));
        assertThat(change.to()).isEqualTo(after);
        assertThat(change.providerSid()).isEqualTo(after == DELIVERED ? "SM1" : null);
        if (after == UNKNOWN && next != null) {
            assertThat(change.decideAt()).isEqualTo(now.plusSeconds(next));
        }
    }

    /** An attempt that took longer than the configured wait was not checked again until the next check, an hour later. */
    @Test
    void whatTheSettingsSayIsNotMissedWhenTheAttemptItselfTookLonger() {
        Attempt slow = new Attempt(1, NOW, NOW.plus(Duration.ofMinutes(6)), outcome(Verdict.UNKNOWN, Health.DEGRADED));
        Decision decision =
                StateMachine.attempted(Policies.texts(Policy.Fate.GIVE_UP), standing(WAITING, 0), slow, new Random(6));
        assertThat(decision.decideAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void whatWasNotSentIsSentAgainByTheScheduleAndNoLonger() {
        Policy policy = Policies.TEXTS;
        Instant last = NOW.plus(Duration.ofMinutes(10));
        assertThat(StateMachine.checked(policy, standing(UNKNOWN, 2), NOW, List.of(), last, new Random(4))
                        .to())
                .isEqualTo(WAITING);
        assertThat(StateMachine.checked(policy, standing(UNKNOWN, 3), NOW, List.of(), last, new Random(4))
                        .to())
                .isEqualTo(FAILED);
    }

    @Test
    void whateverTheMachineDecidesTheTableAllows() {
        for (DeliveryState before : List.of(WAITING, HELD, UNKNOWN)) {
            outcomes().map(arguments -> (Outcome) arguments.get()[0]).forEach(outcome -> {
                Decision change = StateMachine.attempted(POLICY, standing(before, 1), attempt(outcome), new Random(5));
                assertThat(Transitions.allows(Cause.ATTEMPT, before, change.to()))
                        .isTrue();
            });
        }
    }

    private static Standing standing(DeliveryState state, int failures) {
        return new Standing(state, failures, LATER);
    }

    private static Attempt attempt(Outcome outcome) {
        return new Attempt(1, NOW, NOW, outcome);
    }

    private static Outcome outcome(Verdict verdict, Health health) {
        return Outcome.answered(verdict, health, "word", 200, null);
    }
}
