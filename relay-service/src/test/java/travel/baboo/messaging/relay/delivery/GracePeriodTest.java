package travel.baboo.messaging.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.relay.RelayConfig;

/** A stop waits for the longest request that the settings allow, and the grace period covers the stop. */
class GracePeriodTest {

    private static final Path POD = Path.of("..", "k8s", "base", "relay-service", "deployment.yaml");
    private static final Path COMPOSE = Path.of("..", "docker-compose.yml");

    @Test
    void thePodsGracePeriodCoversItsPauseAndTheLongestStop() throws IOException {
        String pod = Files.readString(POD);
        Duration grace = seconds(pod, "terminationGracePeriodSeconds: (\\d+)");
        Duration pause = seconds(pod, "sleep:\\s+seconds: (\\d+)");
        assertThat(grace).isGreaterThan(pause.plus(longestStop()));
    }

    @Test
    void soDoesComposes() throws IOException {
        String compose = Files.readString(COMPOSE);
        String service = compose.substring(compose.indexOf("\n  relay-service:\n    <<: *service"));
        assertThat(seconds(service, "stop_grace_period: (\\d+)s")).isGreaterThan(longestStop());
    }

    @Test
    void soDoImages() throws IOException {
        for (String kind : List.of("jvm", "native")) {
            String image = Files.readString(Path.of("src", "main", "docker", "Dockerfile." + kind));
            assertThat(seconds(image, "docker stop --time (\\d+)")).isGreaterThan(longestStop());
        }
    }

    private static Duration longestStop() {
        return Dispatcher.longestStop(RelayConfig.LONGEST_TIMEOUT);
    }

    private static Duration seconds(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return Duration.ofSeconds(Long.parseLong(matcher.group(1)));
    }
}
