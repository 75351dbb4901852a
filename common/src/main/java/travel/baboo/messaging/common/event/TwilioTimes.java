package travel.baboo.messaging.common.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Reads the times in Twilio's events, {@code 2026-08-11T13:03:28.879Z}.
 *
 * <p>That one form is read digit by digit, because every event has some and {@link Instant#parse} takes as long as the rest of
 * an event; all others are left to it.
 */
final class TwilioTimes {

    private static final String FORM = "dddd-dd-ddTdd:dd:dd.dddZ";
    private static final int NANOS_PER_MILLI = 1_000_000;

    private TwilioTimes() {}

    /** The moment; empty when the text is no ISO 8601 instant. */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(hasUsualForm(text) ? parseUsualForm(text) : Instant.parse(text));
        } catch (DateTimeParseException notAnInstant) {
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
