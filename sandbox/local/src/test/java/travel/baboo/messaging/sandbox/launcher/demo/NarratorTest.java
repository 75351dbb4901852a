package travel.baboo.messaging.sandbox.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NarratorTest {

    private static final Instant NOON = Instant.parse("2026-08-11T12:00:00Z");

    private final List<String> lines = new ArrayList<>();
    private final Narrator narrator = new Narrator(lines::add, Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void tellsTheHopsOfAStepInTheOrderOfTheirTimes() throws Exception {
        // when
        String result = narrator.step("A message travels", journey -> {
            journey.hopAt(NOON.plusMillis(120), "mirror", "shows it");
            journey.hopAt(NOON.plusMillis(7), "ingest", "answers 200");
            return "IM1";
        });
        narrator.end();

        // then
        assertThat(result).isEqualTo("IM1");
        assertThat(lines)
                .containsExactly(
                        """
                        1. A message travels
                               7 ms  ingest  answers 200
                             120 ms  mirror  shows it
                        """,
                        "All 1 steps were observed, in 0.0 s.");
    }

    @Test
    void tellsWhichStepWasNotObservedAndWhy() throws Exception {
        // given
        narrator.step("One", journey -> true);

        // when
        assertThatThrownBy(() -> narrator.step("Two", journey -> {
                    journey.hop("phone", "writes");
                    throw new StoryException("nobody answered");
                }))
                .isInstanceOf(StoryException.class);
        narrator.failedEnd();

        // then
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1))
                .startsWith("2. Two")
                .contains("phone  writes")
                .contains("NOT OBSERVED: nobody answered");
        assertThat(lines.get(2)).isEqualTo("The story ends at step 2.");
    }
}
