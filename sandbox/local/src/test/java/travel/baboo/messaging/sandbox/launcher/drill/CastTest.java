package travel.baboo.messaging.sandbox.launcher.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CastTest {

    /** A drill of an hour and a half came to a standstill when the expert's token expired. */
    @ParameterizedTest
    @ValueSource(ints = {2, 60, 91, 600})
    void theLoginOutlastsTheDrill(int minutes) {
        Object seconds = Cast.login(Duration.ofMinutes(minutes)).get("expiresInSeconds");

        // The wait until all is quiet is at most a quarter of the drill, and five minutes at least.
        assertThat((Long) seconds)
                .isGreaterThan(Duration.ofMinutes(minutes + minutes / 4 + 30).toSeconds());
    }
}
