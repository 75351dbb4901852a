package travel.baboo.messaging.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read digit by digit is what the JDK reads, within the range that every consumer can hold. */
class TwilioTimesTest {

    private static final long LAST_SECOND_OF_9999 =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    @Test
    void everyMomentIsReadAsTheJdkReadsIt() {
        Random random = new Random(20_260_811);
        for (int i = 0; i < 20_000; i++) {
            Instant moment = Instant.ofEpochSecond(
                    (long) (random.nextDouble() * LAST_SECOND_OF_9999), random.nextInt(1_000) * 1_000_000L);
            assertThat(TwilioTimes.parse(moment.toString())).contains(moment);
        }
    }

    @Test
    void anyChangedCharacterIsJudgedAsTheJdkJudgesIt() {
        Random random = new Random(3);
        String alphabet = "0123456789-:.TZtz +x\u0665";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("2024-02-29T23:59:59.999Z");
            for (int change = random.nextInt(3); change >= 0; change--) {
                text.setCharAt(random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(TwilioTimes.parse(text.toString())).as("%s", text).isEqualTo(byJdk(text.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29T00:00:00.000Z",
                "2026-13-01T00:00:00.000Z",
                "2026-00-10T00:00:00.000Z",
                "2026-01-01T24:00:00.000Z",
                "2026-06-30T23:59:60.000Z",
                "2026-06-30T23:60:00.000Z",
                "2026-06-30T25:00:00.000Z",
                "2026-08-11T13:03:28Z",
                "2026-08-11T13:03:28.879123Z",
                "2026-08-11T13:03:28.879+02:00",
                ""
            })
    void edgesAreJudgedAsTheJdkJudgesThem(String text) {
        assertThat(TwilioTimes.parse(text)).isEqualTo(byJdk(text));
    }

    @Test
    void timesOfTheOlderApiAreRead() {
        assertThat(TwilioTimes.parse("Tue, 11 Aug 2026 13:03:28 +0000"))
                .contains(Instant.parse("2026-08-11T13:03:28Z"));
        assertThat(TwilioTimes.parse("Tue, 11 Aug 2026 15:03:28 +0200"))
                .contains(Instant.parse("2026-08-11T13:03:28Z"));
        assertThat(TwilioTimes.parse("Tue, 31 Feb 2026 15:03:28 +0200")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00.000Z",
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999Z",
                "-0001-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59.999999999Z"
            })
    void aTimeThatSomeConsumerCannotHoldIsNone(String text) {
        assertThat(TwilioTimes.parse(text)).isEmpty();
    }

    private static Optional<Instant> byJdk(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(TwilioTimes::isPlausible);
        } catch (DateTimeParseException notAnInstant) {
            return Optional.empty();
        }
    }
}
