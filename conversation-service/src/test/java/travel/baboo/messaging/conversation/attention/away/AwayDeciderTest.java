package travel.baboo.messaging.conversation.attention.away;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import travel.baboo.messaging.conversation.attention.clock.ResponseClock;
import travel.baboo.messaging.conversation.attention.hours.BusinessHours;

/** The office is open on Tuesdays from 09:00 to 17:00 UTC. 2026-08-11 is a Tuesday. */
class AwayDeciderTest {

    private static final Map<String, String> TEXTS = Map.of("en", "Away", "de", "Abwesend", "pt-br", "Ausente");
    private static final AwayFacts FIRST = new AwayFacts(null, null, null, true);

    private final AwayDecider decider = decider(true);

    private static AwayDecider decider(boolean enabled) {
        BusinessHours hours = BusinessHours.of(ZoneId.of("UTC"), Map.of(DayOfWeek.TUESDAY, "09:00-17:00"), Set.of());
        return new AwayDecider(new AwayPolicy(enabled, hours, Duration.ofHours(24), TEXTS, "en"));
    }

    private static ResponseClock.Wait wait(long index, Instant since) {
        return new ResponseClock.Wait(index, true, since, since, since, "default");
    }

    private static Instant at(String time) {
        return Instant.parse("2026-08-" + time + ":00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "11T08:30, 11T08:30, true",
        "11T08:30, 11T08:59, true",
        "11T08:30, 11T09:00, false",
        "11T08:59, 11T09:10, false",
        "11T09:00, 11T09:00, false",
        "11T16:59, 11T17:01, false",
        "11T17:00, 11T17:00, true",
        "11T17:00, 11T17:59, true",
        "11T17:00, 11T18:00, false",
        "12T12:00, 12T12:00, true"
    })
    void aMessageOutsideBusinessHoursGetsAReplyWithinAnHourUntilTheyBegin(String asked, String now, boolean reply) {
        AwayReply decided = decider.decide(FIRST, wait(3, at(asked)), at(now));

        assertThat(decided).isEqualTo(reply ? new AwayReply(3, "Away") : null);
    }

    /** The last reply was at 17:00 and answered message 3. */
    @ParameterizedTest
    @CsvSource({
        "3, 12T17:00, false",
        "2, 12T17:00, false",
        "4, 11T18:00, false",
        "4, 12T16:59, false",
        "4, 12T17:00, true"
    })
    void aConversationGetsOneReplyInThePauseAndOneForAMessage(long index, String now, boolean reply) {
        AwayFacts before = new AwayFacts(at("11T17:00"), 3L, null, true);

        assertThat(decider.decide(before, wait(index, at(now)), at(now)) != null)
                .isEqualTo(reply);
    }

    @ParameterizedTest
    @CsvSource({
        ", Away",
        "en, Away",
        "de, Abwesend",
        "DE, Abwesend",
        "de-AT, Abwesend",
        "de_CH, Abwesend",
        "pt-BR, Ausente",
        "pt, Away",
        "it, Away",
        "'', Away"
    })
    void theReplyIsInTheTravelersLanguageIfItHasAText(@Nullable String language, String text) {
        AwayReply reply =
                decider.decide(new AwayFacts(null, null, language, true), wait(0, at("12T12:00")), at("12T12:00"));

        assertThat(reply).isEqualTo(new AwayReply(0, text));
    }

    @Test
    void whoDoesNotWaitOrCannotBeReachedGetsNoReply() {
        Instant now = at("12T12:00");
        assertThat(decider.decide(FIRST, null, now)).isNull();
        assertThat(decider.decide(new AwayFacts(null, null, null, false), wait(0, now), now))
                .isNull();
        assertThat(decider(false).decide(FIRST, wait(0, now), now)).isNull();
    }

    @Test
    void theDefaultLanguageNeedsAText() {
        assertThatThrownBy(() -> new AwayPolicy(true, BusinessHours.ALWAYS, Duration.ofHours(24), TEXTS, "it"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
