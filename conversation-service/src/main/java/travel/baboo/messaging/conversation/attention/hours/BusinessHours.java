package travel.baboo.messaging.conversation.attention.hours;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The hours in which replies are expected: several spans a day, in one zone, without holidays. Time outside of them does not count. A
 * span's ends are wall-clock times: a day on which the clocks change is as long as it is.
 */
public final class BusinessHours {

    /** Every hour of every day. */
    public static final BusinessHours ALWAYS = new BusinessHours(ZoneId.of("UTC"), Map.of(), Set.of(), true);

    /** Limits a search over days without hours: a schedule of holidays only never comes to an end. */
    private static final int MOST_DAYS = 3 * 366;

    private final ZoneId zone;
    private final Map<DayOfWeek, List<Span>> week;
    private final Set<LocalDate> holidays;
    private final boolean always;

    private BusinessHours(ZoneId zone, Map<DayOfWeek, List<Span>> week, Set<LocalDate> holidays, boolean always) {
        this.zone = zone;
        this.week = week.isEmpty() ? Map.of() : new EnumMap<>(week);
        this.holidays = Set.copyOf(holidays);
        this.always = always;
    }

    /**
     * A schedule.
     *
     * @param week the spans of each day, as in {@code 09:00-12:30 13:30-18:00}; a day without any is free
     * @throws IllegalArgumentException if a span is not valid, or no day has one
     */
    public static BusinessHours of(ZoneId zone, Map<DayOfWeek, String> week, Set<LocalDate> holidays) {
        Map<DayOfWeek, List<Span>> spans = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, text) -> spans.put(day, Span.parse(text)));
        if (spans.isEmpty()) {
            throw new IllegalArgumentException("has no hours on any day");
        }
        return new BusinessHours(zone, spans, holidays, false);
    }

    /** When that much of working time has passed. */
    public Instant plus(Instant from, Duration working) {
        if (always) {
            return from.plus(working);
        }
        Duration left = working;
        LocalDate first = from.atZone(zone).toLocalDate();
        for (int day = 0; day < MOST_DAYS; day++) {
            LocalDate date = first.plusDays(day);
            for (Span span : spans(date)) {
                Instant begin = later(from, at(date, span.fromMinute()));
                Duration length = Duration.between(begin, at(date, span.toMinute()));
                if (length.compareTo(left) >= 0) {
                    return begin.plus(left);
                }
                left = length.isNegative() ? left : left.minus(length);
            }
        }
        return at(first.plusDays(MOST_DAYS), 0);
    }

    /** How much working time lies between; zero if the end is not after the start. */
    public Duration between(Instant from, Instant to) {
        if (!to.isAfter(from)) {
            return Duration.ZERO;
        }
        if (always) {
            return Duration.between(from, to);
        }
        Duration total = Duration.ZERO;
        LocalDate first = from.atZone(zone).toLocalDate();
        LocalDate last = to.atZone(zone).toLocalDate();
        LocalDate most = first.plusDays(MOST_DAYS);
        for (LocalDate date = first; !date.isAfter(last) && date.isBefore(most); date = date.plusDays(1)) {
            for (Span span : spans(date)) {
                Instant begin = later(from, at(date, span.fromMinute()));
                Instant end = at(date, span.toMinute());
                Duration length = Duration.between(begin, end.isAfter(to) ? to : end);
                total = length.isNegative() ? total : total.plus(length);
            }
        }
        return total;
    }

    /** Whether people work at that time. */
    public boolean contains(Instant time) {
        ZonedDateTime local = time.atZone(zone);
        LocalDate date = local.toLocalDate();
        return always
                || spans(date).stream()
                        .anyMatch(span -> !time.isBefore(at(date, span.fromMinute()))
                                && time.isBefore(at(date, span.toMinute())));
    }

    private List<Span> spans(LocalDate date) {
        return holidays.contains(date) ? List.of() : week.getOrDefault(date.getDayOfWeek(), List.of());
    }

    private Instant at(LocalDate date, int minute) {
        ZonedDateTime time = minute == Span.DAY
                ? date.plusDays(1).atStartOfDay(zone)
                : ZonedDateTime.of(date, LocalTime.of(minute / 60, minute % 60), zone);
        return time.toInstant();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
