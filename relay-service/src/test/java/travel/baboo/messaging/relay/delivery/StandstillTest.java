package travel.baboo.messaging.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every reason to wait, and which one counts if there are several. */
class StandstillTest {

    private static final Instant NOW = Instant.parse("2026-08-11T13:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final Duration GAP_WAIT = Duration.ofSeconds(5);
    private static final UUID ID = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    /** A delivery for which nothing stands in the way, and what is changed of it. */
    private static final class Case {
        private DeliveryState state = DeliveryState.WAITING;
        private UUID first = ID;
        private boolean leased;
        private boolean configured = true;
        private Instant nextAttemptAt = NOW;
        private @Nullable Instant pausedAt;
        private @Nullable Instant probeAt;
        private boolean circuitOpen;
        private @Nullable Instant missingSince;

        Wait reason() {
            return new Standstill(
                            ID,
                            state,
                            first,
                            leased,
                            configured,
                            NOW.minusSeconds(1),
                            nextAttemptAt,
                            LATER,
                            pausedAt,
                            probeAt,
                            circuitOpen,
                            missingSince,
                            missingSince == null ? null : 7L)
                    .reason(NOW, GAP_WAIT);
        }
    }

    @Test
    void nothingStandsInTheWay() {
        assertThat(new Case().reason()).isEqualTo(Wait.until("ready", null));
    }

    @Test
    void anUnknownFateIsDecidedAtATime() {
        Case unknown = new Case();
        unknown.state = DeliveryState.UNKNOWN;
        unknown.first = OTHER;
        assertThat(unknown.reason()).isEqualTo(Wait.until("unknown-fate", LATER));
    }

    @Test
    void anEarlierDeliveryComesBeforeEverythingElse() {
        Case behind = new Case();
        behind.first = OTHER;
        behind.state = DeliveryState.HELD;
        behind.pausedAt = NOW;
        assertThat(behind.reason()).isEqualTo(Wait.behind(OTHER));
    }

    @Test
    void aHeldDeliveryHasNoTime() {
        Case held = new Case();
        held.state = DeliveryState.HELD;
        held.nextAttemptAt = LATER;
        assertThat(held.reason()).isEqualTo(Wait.until("held", null));
    }

    @Test
    void aDestinationOutsideTheSettingsSendsNothing() {
        Case gone = new Case();
        gone.configured = false;
        gone.pausedAt = NOW;
        assertThat(gone.reason()).isEqualTo(Wait.until("not-configured", null));
    }

    @Test
    void aPauseLastsUntilAProbeOrAPerson() {
        Case paused = new Case();
        paused.pausedAt = NOW;
        paused.nextAttemptAt = LATER;
        assertThat(paused.reason()).isEqualTo(Wait.until("paused", null));
        paused.probeAt = LATER;
        assertThat(paused.reason()).isEqualTo(Wait.until("paused", LATER));
    }

    @Test
    void aMissingMessageIsAwaitedOnlyForAWhile() {
        Case gap = new Case();
        gap.nextAttemptAt = LATER;
        gap.missingSince = NOW.minusSeconds(2);
        assertThat(gap.reason()).isEqualTo(Wait.forMessage(7, NOW.plusSeconds(3)));
        gap.missingSince = NOW;
        assertThat(gap.reason()).as("from its own arrival").isEqualTo(Wait.forMessage(7, NOW.plusSeconds(4)));
        gap.missingSince = NOW.minusSeconds(6);
        assertThat(gap.reason()).isEqualTo(Wait.until("scheduled", LATER));
    }

    @Test
    void aScheduledAttemptHasItsTime() {
        Case scheduled = new Case();
        scheduled.nextAttemptAt = LATER;
        scheduled.circuitOpen = true;
        scheduled.leased = true;
        assertThat(scheduled.reason()).isEqualTo(Wait.until("scheduled", LATER));
    }

    @Test
    void anAttemptIsUnderWayWhileTheLaneIsLeased() {
        Case leased = new Case();
        leased.leased = true;
        leased.circuitOpen = true;
        assertThat(leased.reason()).isEqualTo(Wait.until("attempt-under-way", null));
    }

    @Test
    void anOpenCircuitSendsNothing() {
        Case open = new Case();
        open.circuitOpen = true;
        assertThat(open.reason()).isEqualTo(Wait.until("circuit-open", null));
    }
}
