package travel.baboo.messaging.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStatesTest {

    @ParameterizedTest
    @ValueSource(strings = {"22021", "22P02", "23502", "23505", "54000"})
    void whatDoesNotFitNeverWill(String state) {
        assertThat(SqlStates.isPermanent(state)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "08006", "40001", "40P01", "53300", "57014", "57P01"})
    void whatPassesDoesNotLast(@Nullable String state) {
        assertThat(SqlStates.isPermanent(state)).isFalse();
    }
}
