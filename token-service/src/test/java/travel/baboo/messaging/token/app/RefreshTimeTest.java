package travel.baboo.messaging.token.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RefreshTimeTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final RefreshTime refresh = new RefreshTime(new Random(7));

    @Test
    void clientsThatStartedTogetherComeBackSpreadOverAFifthOfTheLife() {
        List<Duration> after = Stream.generate(() -> refresh.between(NOW, NOW.plus(Duration.ofHours(1))))
                .limit(2_000)
                .map(time -> Duration.between(NOW, time))
                .toList();

        assertThat(after).allMatch(d -> d.compareTo(Duration.ofMinutes(44)) >= 0);
        assertThat(after).allMatch(d -> d.compareTo(Duration.ofMinutes(56)) <= 0);
        assertThat(after).anyMatch(d -> d.compareTo(Duration.ofMinutes(45)) < 0);
        assertThat(after).anyMatch(d -> d.compareTo(Duration.ofMinutes(55)) > 0);
        assertThat(after.stream().distinct().count()).isGreaterThan(1_500);
    }

    @Test
    void theShortestLifeLeavesAQuarterOfItselfToRefresh() {
        Stream.generate(() -> refresh.between(NOW, NOW.plusSeconds(60)))
                .limit(1_000)
                .forEach(time -> assertThat(time).isBetween(NOW.plusSeconds(33), NOW.plusSeconds(45)));
    }
}
