package travel.baboo.messaging.conversation.attention.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A row of the report on waits that ended. Times are working time.
 *
 * @param day day on which the waits ended, in the report's time zone; null if the report is not by day
 * @param expert identity of the expert who answered; null if the report is not by expert, or for answers of the team and waits without an
 *     answer
 * @param reply {@code first} for first answers in a conversation, {@code next} for further ones
 * @param waits number of waits that ended
 * @param answered number of waits that ended with an answer
 * @param met number of waits that ended with an answer within the target
 * @param medianSeconds median response time of answered waits; null if there are none
 * @param p90Seconds 90th percentile of the response time; null if there are none
 * @param p95Seconds 95th percentile of the response time; null if there are none
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResponseTimesEntry(
        @Schema(examples = "2026-08-11") @Nullable String day,
        @Schema(examples = "maria@example.com") @Nullable String expert,
        @Schema(enumeration = {"first", "next"}) String reply,
        long waits,
        long answered,
        long met,
        @Nullable Long medianSeconds,
        @Nullable Long p90Seconds,
        @Nullable Long p95Seconds) {

    static final String CSV_HEAD = "day,expert,reply,waits,answered,met,medianSeconds,p90Seconds,p95Seconds";

    String csv() {
        return Stream.of(day, expert, reply, waits, answered, met, medianSeconds, p90Seconds, p95Seconds)
                .map(ResponseTimesEntry::cell)
                .collect(Collectors.joining(","));
    }

    static String csv(List<ResponseTimesEntry> entries) {
        return Stream.concat(Stream.of(CSV_HEAD), entries.stream().map(ResponseTimesEntry::csv))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    /** Quotes by RFC 4180. Prefixes a value that a spreadsheet would evaluate as a formula with an apostrophe. */
    private static String cell(@Nullable Object value) {
        String text = Objects.toString(value, "");
        String harmless = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }
}
