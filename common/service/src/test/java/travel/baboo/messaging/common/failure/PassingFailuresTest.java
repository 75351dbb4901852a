package travel.baboo.messaging.common.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.DatabaseException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassingFailuresTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "40P01", "53300", "53100", "57P01", "57014"})
    void aRefusalThatSaysSomethingOfTheMomentPasses(String state) {
        assertThat(PassingFailures.isPassing(new Refusal(state))).isTrue();
        assertThat(PassingFailures.isPassing(new CompletionException(new Refusal(state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "22P05", "23505", "42P01", "42703", "25006", "54000", "XX000", "0", ""})
    void aRefusalThatWouldComeAgainDoesNotPass(String state) {
        assertThat(PassingFailures.isPassing(new Refusal(state))).isFalse();
    }

    @Test
    void aLostConnectionPasses() {
        assertThat(PassingFailures.isPassing(new ConnectException("refused"))).isTrue();
        assertThat(PassingFailures.isPassing(new VertxException("Connection was closed")))
                .isTrue();
        assertThat(PassingFailures.isPassing(new NoStackTraceThrowable("Timeout")))
                .isTrue();
        assertThat(PassingFailures.isPassing(new TimeoutException())).isTrue();
        assertThat(PassingFailures.isPassing(new IllegalStateException(new ConnectException())))
                .isTrue();
    }

    @Test
    void everythingElseDoesNotPass() {
        assertThat(PassingFailures.isPassing(new IllegalStateException("Set TWILIO_PHONE_NUMBER")))
                .isFalse();
        assertThat(PassingFailures.isPassing(new NullPointerException())).isFalse();
        assertThat(
                        PassingFailures.isPassing(
                                new NoStackTraceThrowable(
                                        "Parameter at position[3] with class = [[Ljava.lang.Object;] and value = [x] can not be coerced")))
                .isFalse();
        assertThat(PassingFailures.isPassing(new StackOverflowError())).isFalse();
        assertThat(PassingFailures.isPassing(new JsonParseException(null, "no JSON")))
                .isFalse();
    }

    @Test
    void aFailureThatCausesItselfIsDecided() {
        Exception one = new IllegalStateException("one");
        Exception other = new IllegalStateException("other", one);
        one.initCause(other);

        assertThat(PassingFailures.isPassing(one)).isFalse();
    }

    private static final class Refusal extends DatabaseException {
        private static final long serialVersionUID = 1L;

        Refusal(String state) {
            super("refused", 0, state);
        }
    }
}
