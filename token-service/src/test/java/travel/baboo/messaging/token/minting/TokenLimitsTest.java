package travel.baboo.messaging.token.minting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLimitsTest {

    @ParameterizedTest
    @ValueSource(strings = {"PT59S", "PT24H1S", "PT0S", "-PT1H", "PT1H0.5S"})
    void aLifeOutsideTwiliosLimitsIsRefused(String life) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenLifetime(Duration.parse(life)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "PT1H", "PT24H"})
    void aLifeWithinThemIsTaken(String life) {
        assertThat(new TokenLifetime(Duration.parse(life)).value()).isEqualTo(Duration.parse(life));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0000", "half a pair \ud83c", "\udfd6 the wrong way", "del \u007f"})
    void anIdentityThatWouldComeOutAsAnotherIsRefused(String identity) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenIdentity(identity));
    }

    @Test
    void anIdentityHasAtMost256Characters() {
        assertThat(new TokenIdentity("x".repeat(256)).value()).hasSize(256);
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenIdentity("x".repeat(257)));
    }
}
