package travel.baboo.messaging.common.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutKeywordTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "Stop",
                "stop\n",
                "\r\n stop\t",
                "\u00a0Stop\u2003",
                "STOPALL",
                "Unsubscribe",
                "cancel",
                "End",
                "quit",
                "revoke",
                "OptOut"
            })
    void aStopWordAloneOptsOut(String body) {
        assertThat(OptOutKeyword.of(body)).contains(OptOutKeyword.OPT_OUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"START", "yes", "Yes\n", "unstop"})
    void aStartWordAloneOptsIn(String body) {
        assertThat(OptOutKeyword.of(body)).contains(OptOutKeyword.OPT_IN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Stop it", "Please STOP", "yes please", "STOP.", "stopp", "HELP"})
    void everyOtherTextSaysNothing(String body) {
        assertThat(OptOutKeyword.of(body)).isEmpty();
    }

    @Test
    void noTextSaysNothing() {
        assertThat(OptOutKeyword.of(null)).isEmpty();
        assertThat(OptOutKeyword.of(" ".repeat(1_000_000) + "STOP")).isEmpty();
    }
}
