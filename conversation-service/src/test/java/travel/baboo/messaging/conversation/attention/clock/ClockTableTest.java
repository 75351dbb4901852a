package travel.baboo.messaging.conversation.attention.clock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockTableTest {

    private static final String CELLS =
            """
            IDLE    ASKED          WAITING START
            IDLE    SETTLED        IDLE    NONE
            IDLE    RISK_REACHED   IDLE    NONE
            IDLE    TARGET_REACHED IDLE    NONE
            WAITING ASKED          WAITING NONE
            WAITING SETTLED        IDLE    END
            WAITING RISK_REACHED   AT_RISK WARN
            WAITING TARGET_REACHED OVERDUE ALARM
            AT_RISK ASKED          AT_RISK NONE
            AT_RISK SETTLED        IDLE    CLEAR
            AT_RISK RISK_REACHED   AT_RISK NONE
            AT_RISK TARGET_REACHED OVERDUE ALARM
            OVERDUE ASKED          OVERDUE NONE
            OVERDUE SETTLED        IDLE    CLEAR
            OVERDUE RISK_REACHED   OVERDUE NONE
            OVERDUE TARGET_REACHED OVERDUE NONE
            """;

    @Test
    void everyCellMatchesTheTable() {
        assertThat(CELLS.lines()).hasSize(ClockState.values().length * ClockInput.values().length);
        CELLS.lines().forEach(line -> {
            String[] cell = line.split("\\s+", -1);
            assertThat(ClockTable.next(ClockState.valueOf(cell[0]), ClockInput.valueOf(cell[1])))
                    .as(line)
                    .isEqualTo(new ClockTable.Step(ClockState.valueOf(cell[2]), ClockEffect.valueOf(cell[3])));
        });
    }

    @ParameterizedTest
    @CsvSource({"IDLE, idle", "WAITING, waiting", "AT_RISK, at-risk", "OVERDUE, overdue"})
    void aStateHasATextForm(ClockState state, String text) {
        assertThat(state.text()).isEqualTo(text);
        assertThat(ClockState.of(text)).isEqualTo(state);
    }
}
