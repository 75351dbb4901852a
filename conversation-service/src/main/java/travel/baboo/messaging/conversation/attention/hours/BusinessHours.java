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
 * The hours in which answers are expected: spans for each day of the week, in one time zone, except on holidays. Time outside of them does
 * not count. Spans start and end at wall-clock times, so daylight saving time changes the length of a span that contains the transition.
 */
public final class BusinessHours {

    /** Every hour of every day. */
    public static final BusinessHours ALWAYS = new BusinessHours(ZoneId.of("UTC"), Map.of(), Set.of(), true);

    /** Limits the search in a schedule whose days are all holidays. */
    private static final int MAX_DAYS = 3 * 366;

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
     * Creates a schedule.
     *
     * @param week spans by day, such as {@code 09:00-12:30 13:30-18:00}; a day without an entry has no business hours
     * @throws IllegalArgumentException if a span is invalid, or no day has one
     */
    public static BusinessHours of(ZoneId zone, Map<DayOfWeek, String> week, Set<LocalDate> holidays) {
        Map<DayOfWeek, List<Span>> spans = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, text) -> spans.put(day, Span.parse(text)));
        if (spans.isEmpty()) {
            throw new IllegalArgumentException("has no hours on any day");
        }
        return new BusinessHours(zone, spans, holidays, false);
    }

    /** The time at which this much working time has passed. */
    public Instant plus(Instant from, Duration working) {
        if (always) {
            return from.plus(working);
        }
        Duration left = working;
        LocalDate first = from.atZone(zone).toLocalDate();
        for (int day = 0; day < MAX_DAYS; day++) {
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
        return at(first.plusDays(MAX_DAYS), 0);
    }

    /** The working time between two times; zero if {@code to} is not after {@code from}. */
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
        LocalDate limit = first.plusDays(MAX_DAYS);
        for (LocalDate date = first; !date.isAfter(last) && date.isBefore(limit); date = date.plusDays(1)) {
            for (Span span : spans(date)) {
                Instant begin = later(from, at(date, span.fromMinute()));
                Instant end = at(date, span.toMinute());
                Duration length = Duration.between(begin, end.isAfter(to) ? to : end);
                total = length.isNegative() ? total : total.plus(length);
            }
        }
        return total;
    }

    /** Whether this time is within business hours. */
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
