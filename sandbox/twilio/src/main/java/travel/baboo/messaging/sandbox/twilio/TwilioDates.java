package travel.baboo.messaging.sandbox.twilio;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Twilio's three formats of a time. */
public final class TwilioDates {

    private static final DateTimeFormatter SECONDS = utc("yyyy-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter MILLIS = utc("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter RFC_2822 = utc("EEE, dd MMM yyyy HH:mm:ss '+0000'");

    private TwilioDates() {}

    /** As in answers of the v1 APIs. */
    public static String iso(Instant time) {
        return SECONDS.format(time);
    }

    /** As in webhooks of Conversations. */
    public static String isoMillis(Instant time) {
        return MILLIS.format(time);
    }

    /** As in answers of the 2010-04-01 API. */
    public static String rfc2822(Instant time) {
        return RFC_2822.format(time);
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
