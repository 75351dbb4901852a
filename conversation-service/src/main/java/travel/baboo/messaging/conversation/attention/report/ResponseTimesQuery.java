package travel.baboo.messaging.conversation.attention.report;

import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;

/**
 * The parameters of a report.
 *
 * @param by {@code expert}, {@code day} or {@code expert-day}, the default
 * @param from includes waits that ended at or after this time; by default 30 days before {@code to}
 * @param to includes waits that ended before this time; by default now
 * @param zone time zone of the days, such as {@code Europe/Rome}; by default {@code UTC}
 */
public record ResponseTimesQuery(
        @QueryParam("by")
                @Schema(
                        enumeration = {"expert", "day", "expert-day"},
                        defaultValue = "expert-day")
                @Pattern(regexp = "expert|day|expert-day", message = "one of expert, day, expert-day")
                @Nullable
                String by,
        @QueryParam("from") @Schema(format = "date-time") @Nullable String from,
        @QueryParam("to") @Schema(format = "date-time") @Nullable String to,
        @QueryParam("zone") @Schema(defaultValue = "UTC") @Nullable String zone) {

    private static final Duration DEFAULT_RANGE = Duration.ofDays(30);
    private static final Duration MAX_RANGE = Duration.ofDays(400);

    /** The report's bounds. */
    record Bounds(Instant from, Instant to, ZoneId zone, boolean byExpert, boolean byDay) {}

    Bounds bounds(Instant now) {
        Instant end = time("to", to, now);
        Instant begin = time("from", from, end.minus(DEFAULT_RANGE));
        if (!begin.isBefore(end) || Duration.between(begin, end).compareTo(MAX_RANGE) > 0) {
            throw ProblemException.invalid("from, to: a report covers up to " + MAX_RANGE.toDays() + " days");
        }
        return new Bounds(begin, end, timeZone(), !"day".equals(by), !"expert".equals(by));
    }

    private ZoneId timeZone() {
        try {
            return zone == null ? ZoneId.of("UTC") : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw ProblemException.invalid("zone: a time zone such as Europe/Rome is needed");
        }
    }

    private static Instant time(String name, @Nullable String text, Instant otherwise) {
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            throw ProblemException.invalid(name + ": a time such as 2026-08-11T13:03:28Z is needed");
        }
    }
}
