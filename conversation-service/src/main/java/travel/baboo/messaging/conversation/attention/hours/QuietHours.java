package travel.baboo.messaging.conversation.attention.hours;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/** The hours without notices, in wall-clock time of one time zone. They may span midnight. */
public final class QuietHours {

    /** No quiet hours. */
    public static final QuietHours NONE = new QuietHours(ZoneId.of("UTC"), List.of());

    private final ZoneId zone;
    private final List<Span> spans;

    private QuietHours(ZoneId zone, List<Span> spans) {
        this.zone = zone;
        this.spans = List.copyOf(spans);
    }

    /**
     * Parses quiet hours.
     *
     * @param text such as {@code 21:00-07:30}; an end before the start is on the next day
     * @throws IllegalArgumentException if the text is invalid
     */
    public static QuietHours of(ZoneId zone, String text) {
        String[] ends = text.strip().split("-", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("must be written like 21:00-07:30");
        }
        boolean overnight = ends[0].strip().compareTo(ends[1].strip()) > 0;
        return new QuietHours(
                zone,
                overnight
                        ? Span.parse(ends[0].strip() + "-24:00 00:00-" + ends[1].strip())
                        : Span.parse(ends[0].strip() + "-" + ends[1].strip()));
    }

    /** The time itself, or the end of the quiet hours if it is within them. */
    public Instant next(Instant time) {
        Instant next = time;
        // Twice: the span before midnight ends where the span after midnight begins.
        for (int i = 0; i < 2; i++) {
            next = endOf(next);
        }
        return next;
    }

    private Instant endOf(Instant time) {
        LocalDate date = time.atZone(zone).toLocalDate();
        for (Span span : spans) {
            if (!time.isBefore(at(date, span.fromMinute())) && time.isBefore(at(date, span.toMinute()))) {
                return at(date, span.toMinute());
            }
        }
        return time;
    }

    private Instant at(LocalDate date, int minute) {
        ZonedDateTime time = minute == Span.DAY
                ? date.plusDays(1).atStartOfDay(zone)
                : ZonedDateTime.of(date, LocalTime.of(minute / 60, minute % 60), zone);
        return time.toInstant();
    }
}
