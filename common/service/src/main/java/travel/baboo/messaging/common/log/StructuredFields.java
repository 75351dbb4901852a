package travel.baboo.messaging.common.log;

import io.quarkus.logging.LoggingFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;

/**
 * Turns the fields of a log line, {@code "destination=%s attempt=%d A delivery was attempted"}, into JSON fields beside those
 * of the mapped diagnostic context. The constant sentence remains as the message. Libraries' lines are unchanged.
 */
@LoggingFilter(name = "structured-fields")
public final class StructuredFields implements Filter {

    private static final Pattern FIELD = Pattern.compile("(\\w+)=%[sd] ");
    /** Our own formats only; there are few. */
    private static final String OURS = "travel.baboo.";

    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    /**
     * A parsed format.
     *
     * @param keys names of the parameters, in order
     * @param sentence the rest
     */
    private record Line(List<String> keys, String sentence) {

        static Line of(String format) {
            Matcher field = FIELD.matcher(format);
            int end = 0;
            while (field.lookingAt()) {
                end = field.end();
                field.region(end, format.length());
            }
            List<String> keys = FIELD.matcher(format.substring(0, end))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            return new Line(keys, format.substring(end));
        }
    }

    @Override
    public boolean isLoggable(LogRecord logged) {
        if (logged instanceof ExtLogRecord line
                && line.getFormatStyle() == FormatStyle.PRINTF
                && line.getLoggerName().startsWith(OURS)) {
            split(line);
        }
        return true;
    }

    private void split(ExtLogRecord line) {
        Line parts = lines.computeIfAbsent(line.getMessage(), Line::of);
        Object[] values = line.getParameters();
        if (parts.keys.isEmpty() || values == null || values.length != parts.keys.size()) {
            return;
        }
        Map<String, String> fields = new HashMap<>(line.getMdcCopy());
        for (int i = 0; i < values.length; i++) {
            fields.put(parts.keys.get(i), String.valueOf(values[i]));
        }
        line.setMdc(fields);
        line.setMessage(parts.sentence, FormatStyle.NO_FORMAT);
    }
}
