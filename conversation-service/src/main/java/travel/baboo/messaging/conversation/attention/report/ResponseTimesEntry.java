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
 * Waits of travelers that ended. Times are working time.
 *
 * @param day the day on which they ended, in the report's time zone; null if the report is not by day
 * @param expert who answered; null if the report is not by expert, or for answers of the team and waits without an answer
 * @param reply {@code first} answers in a conversation, or {@code next} ones
 * @param waits all of them
 * @param answered those that were answered
 * @param met those that were answered within the target
 * @param medianSeconds half of the answered ones took no longer; null without any
 * @param p90Seconds nine of ten took no longer
 * @param p95Seconds nineteen of twenty took no longer
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

    /** Quoted by RFC 4180. An identity that a spreadsheet would take for a formula gets an apostrophe before it. */
    private static String cell(@Nullable Object value) {
        String text = Objects.toString(value, "");
        String harmless = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }
}
