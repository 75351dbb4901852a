package travel.baboo.messaging.conversation.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void aRoundHasEveryKeyOnceAndTheChangesOfAKeyKeepTheirOrder() {
        assertThat(Rounds.of(List.of("a1", "b1", "a2", "c1", "a3", "b2"), change -> change.substring(0, 1)))
                .containsExactly(List.of("a1", "b1", "c1"), List.of("a2", "b2"), List.of("a3"));
    }

    @Test
    void whatStandsAloneDividesTheOthers() {
        assertThat(Rounds.of(
                        List.of("a1", "b1", "?x", "a2", "?y", "?z", "b2", "a3"),
                        change -> change.startsWith("?"),
                        change -> change.substring(0, 1)))
                .containsExactly(
                        List.of("a1", "b1"),
                        List.of("?x"),
                        List.of("a2"),
                        List.of("?y"),
                        List.of("?z"),
                        List.of("b2", "a3"));
    }

    @Test
    void nothingHasNoRound() {
        assertThat(Rounds.of(List.<String>of(), change -> change)).isEmpty();
        assertThat(Rounds.of(List.<String>of(), change -> true, change -> change))
                .isEmpty();
    }
}
