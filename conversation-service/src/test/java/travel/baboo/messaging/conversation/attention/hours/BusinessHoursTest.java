package travel.baboo.messaging.conversation.attention.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessHoursTest {

    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final BusinessHours OFFICE = office(Set.of(LocalDate.of(2026, 12, 25)));

    private static BusinessHours office(Set<LocalDate> holidays) {
        Map<DayOfWeek, String> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.compareTo(DayOfWeek.FRIDAY) <= 0) {
                week.put(day, "13:30-18:00 09:00-12:30");
            }
        }
        return BusinessHours.of(ROME, week, holidays);
    }

    /** 2026-08-11 is a Tuesday. Rome is two hours ahead of UTC in summer and one hour in winter. */
    @ParameterizedTest
    @CsvSource({
        "inside a span,            2026-08-11T08:00:00Z, 60, 2026-08-11T09:00:00Z",
        "over lunch,               2026-08-11T10:00:00Z, 60, 2026-08-11T12:00:00Z",
        "in the lunch hour,        2026-08-11T11:00:00Z, 10, 2026-08-11T11:40:00Z",
        "before the day,           2026-08-11T01:00:00Z, 30, 2026-08-11T07:30:00Z",
        "after the day,            2026-08-11T17:00:00Z, 30, 2026-08-12T07:30:00Z",
        "over the weekend,         2026-08-14T15:30:00Z, 60, 2026-08-17T07:30:00Z",
        "a whole day and more,     2026-08-11T07:00:00Z, 540, 2026-08-12T08:00:00Z",
        "over a holiday,           2026-12-24T16:30:00Z, 60, 2026-12-28T08:30:00Z",
        "until the end of a span,  2026-08-11T10:00:00Z, 30, 2026-08-11T10:30:00Z",
        "no time at all,           2026-08-11T08:00:00Z, 0, 2026-08-11T08:00:00Z"
    })
    void aTargetIsReachedInWorkingTime(String what, Instant from, long minutes, Instant expected) {
        assertThat(OFFICE.plus(from, Duration.ofMinutes(minutes))).as(what).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "inside a span,     2026-08-11T08:00:00Z, 2026-08-11T09:00:00Z, 60",
        "over lunch,        2026-08-11T10:00:00Z, 2026-08-11T12:00:00Z, 60",
        "over the night,    2026-08-11T15:00:00Z, 2026-08-12T08:00:00Z, 120",
        "over the weekend,  2026-08-14T15:00:00Z, 2026-08-17T08:00:00Z, 120",
        "outside only,      2026-08-15T08:00:00Z, 2026-08-16T18:00:00Z, 0",
        "backwards,         2026-08-11T09:00:00Z, 2026-08-11T08:00:00Z, 0"
    })
    void onlyWorkingTimeCounts(String what, Instant from, Instant to, long minutes) {
        assertThat(OFFICE.between(from, to)).as(what).isEqualTo(Duration.ofMinutes(minutes));
    }

    /** In Rome, daylight saving time ends on 2026-10-25 and starts on 2026-03-29: the span is an hour longer or shorter. */
    @Test
    void daylightSavingTimeChangesTheLengthOfASpan() {
        BusinessHours nights = BusinessHours.of(ROME, Map.of(DayOfWeek.SUNDAY, "00:00-04:00"), Set.of());

        assertThat(nights.between(Instant.parse("2026-10-24T20:00:00Z"), Instant.parse("2026-10-25T12:00:00Z")))
                .isEqualTo(Duration.ofHours(5));
        assertThat(nights.between(Instant.parse("2026-03-28T20:00:00Z"), Instant.parse("2026-03-29T12:00:00Z")))
                .isEqualTo(Duration.ofHours(3));
    }

    @Test
    void theWorkingTimeUntilATargetIsTheTarget() {
        Random random = new Random(20261129);
        for (int round = 0; round < 2000; round++) {
            Instant from = Instant.parse("2026-10-01T00:00:00Z").plusSeconds(random.nextInt(100 * 86_400));
            Duration working = Duration.ofMinutes(1 + random.nextInt(3000));
            Instant until = OFFICE.plus(from, working);

            assertThat(OFFICE.between(from, until))
                    .as("%s from %s", working, from)
                    .isEqualTo(working);
            assertThat(OFFICE.plus(from, working.minusMinutes(1))).isBefore(until);
        }
    }

    @Test
    void withoutAScheduleEveryHourCounts() {
        Instant from = Instant.parse("2026-12-25T23:00:00Z");

        assertThat(BusinessHours.ALWAYS.plus(from, Duration.ofHours(2))).isEqualTo(from.plusSeconds(7200));
        assertThat(BusinessHours.ALWAYS.between(from, from.plusSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        assertThat(BusinessHours.ALWAYS.contains(from)).isTrue();
    }

    @Test
    void theSearchForWorkingTimeIsLimited() {
        Map<DayOfWeek, String> week = Map.of(DayOfWeek.MONDAY, "09:00-09:01");

        assertThat(BusinessHours.of(ROME, week, Set.of()).plus(Instant.EPOCH, Duration.ofDays(30)))
                .isAfter(Instant.EPOCH.plus(Duration.ofDays(1000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "9-18", "09:00", "18:00-09:00", "09:00-12:00 11:00-13:00", "09:00-25:00", "09:00-09:00"})
    void anInvalidSpanIsRejected(String text) {
        assertThatThrownBy(() -> BusinessHours.of(ROME, Map.of(DayOfWeek.MONDAY, text), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWeekWithoutHoursIsRejected() {
        assertThatThrownBy(() -> BusinessHours.of(ROME, Map.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "21:00-07:30, 2026-08-11T20:00:00Z, 2026-08-12T05:30:00Z",
        "21:00-07:30, 2026-08-11T03:00:00Z, 2026-08-11T05:30:00Z",
        "21:00-07:30, 2026-08-11T05:30:00Z, 2026-08-11T05:30:00Z",
        "21:00-07:30, 2026-08-11T18:59:59Z, 2026-08-11T18:59:59Z",
        "13:00-14:00, 2026-08-11T11:30:00Z, 2026-08-11T12:00:00Z"
    })
    void quietHoursCanSpanMidnight(String text, Instant time, Instant expected) {
        assertThat(QuietHours.of(ROME, text).next(time)).isEqualTo(expected);
        assertThat(QuietHours.NONE.next(time)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "21", "21:00", "09:00-09:00", "x-y"})
    void invalidQuietHoursAreRejected(String text) {
        assertThatThrownBy(() -> QuietHours.of(ROME, text)).isInstanceOf(IllegalArgumentException.class);
    }
}
