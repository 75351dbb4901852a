package travel.baboo.messaging.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalOptionsTest {

    @Test
    void upTakesServicesToLeaveOutAndAnOffset() {
        // when
        LocalOptions options = LocalOptions.parse(
                List.of("up", "--without", "relay-service", "--port-offset", "1000", "--without", "token-service"));

        // then
        assertThat(options.verb()).isEqualTo(LocalOptions.Verb.UP);
        assertThat(options.without()).containsExactlyInAnyOrder(StackService.RELAY, StackService.TOKEN);
        assertThat(options.portOffset()).isEqualTo(1000);
    }

    @Test
    void nativeExecutablesAreRunOnlyWhenAskedFor() {
        assertThat(LocalOptions.parse(List.of("up", "--native")).nativeExecutables())
                .isTrue();
        assertThat(LocalOptions.parse(List.of("demo")).nativeExecutables()).isFalse();
    }

    @Test
    void aRealAccountComesWithTheUrlThatTwilioCalls() {
        assertThat(LocalOptions.parse(List.of("up", "--twilio", "--public-url", "https://example.ngrok.app/"))
                        .twilioCalls())
                .contains(URI.create("https://example.ngrok.app"));
        assertThat(LocalOptions.parse(List.of("up")).twilioCalls()).isEmpty();
    }

    @Test
    void aDrillHasASeedALengthAndARateAndTwoInstancesOfEachService() {
        LocalOptions options = LocalOptions.parse(List.of("drill", "--seed", "42", "--minutes", "10", "--rate", "5"));

        assertThat(options.drill()).isEqualTo(new LocalOptions.DrillOptions(42, Duration.ofMinutes(10), 5, 0, false));
        assertThat(options.instances()).isEqualTo(2);
        assertThat(LocalOptions.parse(List.of("drill")).drill()).isEqualTo(LocalOptions.DrillOptions.DEFAULT);
        assertThat(LocalOptions.parse(List.of("up")).instances()).isEqualTo(1);
    }

    @Test
    void eventStreamsComesWithTheSandboxAndWithADrillThatAsksForIt() {
        assertThat(LocalOptions.parse(List.of("up")).eventStream()).isTrue();
        assertThat(LocalOptions.parse(List.of("demo")).eventStream()).isTrue();
        assertThat(LocalOptions.parse(List.of("drill")).eventStream()).isFalse();
        assertThat(LocalOptions.parse(List.of("drill", "--event-stream", "--seed", "4"))
                        .eventStream())
                .isTrue();
        assertThat(LocalOptions.parse(List.of("up", "--twilio", "--public-url", "https://example.ngrok.app"))
                        .eventStream())
                .as("a real account is left as it is")
                .isFalse();
    }

    @Test
    void aServiceThatDoesNotExistIsRefusedWithTheNamesThatDo() {
        assertThatThrownBy(() -> LocalOptions.parse(List.of("up", "--without", "billing")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("billing")
                .hasMessageContaining("webhook-ingest-service");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "start",
                "up --port-offset",
                "up --port-offset many",
                "up --port-offset -1",
                "up --port-offset 60000",
                "up now",
                "status --port-offset 1",
                "down --native",
                "up --twilio",
                "up --public-url https://example.ngrok.app",
                "up --twilio --public-url http://example.ngrok.app",
                "up --twilio --public-url https://example.ngrok.app/path",
                "up --twilio --public-url example.ngrok.app",
                "up --twilio --public-url https://",
                "demo --twilio --public-url https://example.ngrok.app",
                "drill --twilio --public-url https://example.ngrok.app",
                "drill --minutes 0",
                "drill --rate 0",
                "drill --seed",
                "drill --seed x",
                "up --seed 1",
                "up --event-stream"
            })
    void whatMakesNoSenseIsRefused(String line) {
        List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
        assertThatThrownBy(() -> LocalOptions.parse(arguments)).isInstanceOf(UsageException.class);
    }
}
