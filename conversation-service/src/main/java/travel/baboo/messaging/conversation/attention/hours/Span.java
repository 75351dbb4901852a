package travel.baboo.messaging.conversation.attention.hours;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A part of a day.
 *
 * @param fromMinute inclusive start, in minutes since midnight, 0 to 1439
 * @param toMinute exclusive end, in minutes since midnight, 1 to 1440; 1440 is the end of the day
 */
record Span(int fromMinute, int toMinute) {

    static final int DAY = 24 * 60;

    Span {
        if (fromMinute < 0 || toMinute > DAY || fromMinute >= toMinute) {
            throw new IllegalArgumentException("a span must end after it begins");
        }
    }

    /**
     * Parses spans such as {@code 09:00-12:30 13:30-18:00}, in any order.
     *
     * @throws IllegalArgumentException if the text is invalid or spans overlap
     */
    static List<Span> parse(String text) {
        List<Span> spans = new ArrayList<>();
        for (String part : text.strip().split("\\s+", -1)) {
            String[] ends = part.split("-", -1);
            if (ends.length != 2) {
                throw new IllegalArgumentException("must be written like 09:00-12:30 13:30-18:00");
            }
            spans.add(new Span(minute(ends[0]), minute(ends[1])));
        }
        spans.sort(Comparator.comparing(Span::fromMinute));
        for (int i = 1; i < spans.size(); i++) {
            if (spans.get(i).fromMinute() < spans.get(i - 1).toMinute()) {
                throw new IllegalArgumentException("has spans that overlap");
            }
        }
        return List.copyOf(spans);
    }

    private static int minute(String text) {
        if (text.equals("24:00")) {
            return DAY;
        }
        try {
            LocalTime time = LocalTime.parse(text);
            return time.getHour() * 60 + time.getMinute();
        } catch (DateTimeException notATime) {
            throw new IllegalArgumentException("has a time that is not written like 09:00", notATime);
        }
    }
}
