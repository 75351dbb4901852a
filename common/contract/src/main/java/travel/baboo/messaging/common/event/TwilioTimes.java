package travel.baboo.messaging.common.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Reads the times in Twilio's events: {@code 2026-08-11T13:03:28.879Z}, other ISO 8601 instants, and RFC 2822 as Twilio's 2010 API
 * writes them ({@code Tue, 11 Aug 2026 13:03:28 +0000}).
 *
 * <p>The first form is read digit by digit: every event has some, and {@link Instant#parse} takes as long as the rest of an event.
 *
 * <p>Promise: what is returned lies between {@link #EARLIEST} and {@link #LATEST}, so every consumer, PostgreSQL and CloudEvents (RFC
 * 3339, four digits of year) can hold it.
 */
final class TwilioTimes {

    private static final String FORM = "dddd-dd-ddTdd:dd:dd.dddZ";
    private static final int NANOS_PER_MILLI = 1_000_000;

    /** No event is older than this. */
    static final Instant EARLIEST = Instant.EPOCH;

    /** The last moment of the last year with four digits. */
    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private TwilioTimes() {}

    /** The moment; empty when the text is none, or one outside the range. */
    static Optional<Instant> parse(String text) {
        return parseAny(text).filter(TwilioTimes::isPlausible);
    }

    /** Whether the moment lies in the range that every consumer can hold. */
    static boolean isPlausible(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }

    private static Optional<Instant> parseAny(String text) {
        try {
            return Optional.of(hasUsualForm(text) ? parseUsualForm(text) : Instant.parse(text));
        } catch (DateTimeParseException notIso) {
            return parseRfc2822(text);
        }
    }

    private static Optional<Instant> parseRfc2822(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }

    private static boolean hasUsualForm(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char expected = FORM.charAt(i);
            char actual = text.charAt(i);
            boolean matches = expected == 'd' ? actual >= '0' && actual <= '9' : actual == expected;
            if (!matches) {
                return false;
            }
        }
        return true;
    }

    private static Instant parseUsualForm(String text) {
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            // 24:00 and leap seconds have rules of their own.
            return Instant.parse(text);
        }
        try {
            long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                    .toEpochDay();
            long seconds = ((day * 24 + hour) * 60 + minute) * 60 + second;
            return Instant.ofEpochSecond(seconds, (long) number(text, 20, 23) * NANOS_PER_MILLI);
        } catch (DateTimeException noSuchDay) {
            return Instant.parse(text);
        }
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + (text.charAt(i) - '0');
        }
        return number;
    }
}
