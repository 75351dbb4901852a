package travel.baboo.messaging.sandbox.launcher.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final Targets PROCESSES = new Targets(
            List.of("ingest", "relay", "kafka"),
            List.of("ingest", "relay"),
            List.of("ingest"),
            List.of("relay"),
            List.of("ingest relay"));

    @Test
    void theSameSeedBreaksTheSame() {
        assertThat(FaultPlan.of(7, LENGTH, PROCESSES, true)).isEqualTo(FaultPlan.of(7, LENGTH, PROCESSES, true));
        assertThat(FaultPlan.of(8, LENGTH, PROCESSES, true)).isNotEqualTo(FaultPlan.of(7, LENGTH, PROCESSES, true));
    }

    @Test
    void aLongDrillBreaksEverythingAndKillsEveryProcess() {
        List<Fault> faults = FaultPlan.of(3, LENGTH, PROCESSES, true).faults();

        assertThat(faults.stream().map(Fault::kind).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(FaultKind.class));
        assertThat(faults.stream()
                        .filter(fault -> fault.kind() == FaultKind.KILL)
                        .map(Fault::target))
                .contains("ingest", "relay", "kafka");
        assertThat(faults)
                .allMatch(fault ->
                        fault.at().compareTo(FaultPlan.CALM) >= 0 && fault.end().compareTo(LENGTH) < 0);
    }

    @Test
    void aLongDrillLeavesEverythingAloneBetweenStorms() {
        Duration length = Duration.ofMinutes(30);
        List<Fault> faults = FaultPlan.of(3, length, PROCESSES, true).faults();

        assertThat(faults)
                .allMatch(fault -> !FaultPlan.isLull(fault.at()) && !FaultPlan.isLull(fault.end()))
                .anyMatch(fault -> fault.at().compareTo(Duration.ofMinutes(21)) >= 0
                        && fault.at().compareTo(Duration.ofMinutes(22)) < 0);
        assertThat(FaultPlan.isLull(Duration.ofMinutes(5))).isTrue();
        assertThat(FaultPlan.isLull(Duration.ofSeconds(7 * 60 - 1))).isTrue();
        assertThat(FaultPlan.isLull(Duration.ofMinutes(7))).isFalse();
        assertThat(FaultPlan.isLull(Duration.ofMinutes(26))).isTrue();
    }

    @Test
    void faultsOfProcessesDoNotOverlap() {
        List<Fault> faults = FaultPlan.of(5, LENGTH, PROCESSES, true).faults().stream()
                .filter(fault -> fault.kind().concernsAProcess())
                .toList();

        for (int i = 1; i < faults.size(); i++) {
            assertThat(faults.get(i).at()).isGreaterThan(faults.get(i - 1).end());
        }
    }

    /** Without a C compiler or prlimit these faults are left out, and the others happen. */
    @Test
    void whatCannotBeBrokenHereIsLeftOut() {
        Targets few = new Targets(List.of("ingest", "kafka"), List.of("ingest"), List.of(), List.of(), List.of());

        assertThat(FaultPlan.of(3, LENGTH, few, false).faults().stream().map(Fault::kind))
                .contains(FaultKind.KILL, FaultKind.UPGRADE)
                .doesNotContain(FaultKind.DISK_FULL, FaultKind.CLOCK_SHIFTED, FaultKind.NODE_LOST);
    }

    /** Two minutes are enough for each fault of a process. */
    @Test
    void theDrillOfTheBuildBreaksEverything() {
        FaultPlan plan = FaultPlan.of(7, Duration.ofMinutes(2), PROCESSES, true);

        assertThat(plan.faults().stream().map(Fault::kind).filter(FaultKind::concernsAProcess))
                .contains(
                        FaultKind.KILL,
                        FaultKind.NODE_LOST,
                        FaultKind.FREEZE,
                        FaultKind.UPGRADE,
                        FaultKind.DISK_FULL,
                        FaultKind.CLOCK_SHIFTED);
    }

    /** A machine that is lost takes one instance of each service with it. */
    @Test
    void everyProcessThatIsKilledCounts() {
        FaultPlan plan = FaultPlan.of(3, LENGTH, PROCESSES, false);
        assertThat(plan.kills()).isEqualTo(count(plan, FaultKind.KILL) + 2 * count(plan, FaultKind.NODE_LOST));
    }

    private static long count(FaultPlan plan, FaultKind kind) {
        return plan.faults().stream().filter(fault -> fault.kind() == kind).count();
    }

    @Test
    void withoutEventStreamsNothingBreaksIt() {
        assertThat(FaultPlan.of(3, LENGTH, PROCESSES, false).faults())
                .extracting(Fault::kind)
                .doesNotContain(FaultKind.STREAM_LOSES, FaultKind.BOTH_WAYS_CUT)
                .contains(FaultKind.WEBHOOKS_LOST);
    }

    @Test
    void everyKindHasALabel() {
        assertThat(Arrays.stream(FaultKind.values()).map(FaultKind::label))
                .doesNotContain("")
                .doesNotHaveDuplicates();
    }
}
