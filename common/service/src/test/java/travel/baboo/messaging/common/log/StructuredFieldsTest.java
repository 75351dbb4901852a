package travel.baboo.messaging.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class StructuredFieldsTest {

    private final StructuredFields fields = new StructuredFields();

    @Test
    void fieldsStandBesideTheContext() {
        ExtLogRecord line = line("attempt=%d destination=%s A delivery was attempted", FormatStyle.PRINTF, 3, "make");
        line.setMdc(Map.of("eventId", "message-added/1"));

        assertThat(fields.isLoggable(line)).isTrue();

        assertThat(message(line)).isEqualTo("A delivery was attempted");
        assertThat(line.getMdcCopy())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("eventId", "message-added/1", "attempt", "3", "destination", "make"));
    }

    @Test
    void aValueWithAPercentSignStays() {
        ExtLogRecord line = line("cause=%s Publishing failed", FormatStyle.PRINTF, "100 % full, a=b %s");

        assertThat(fields.isLoggable(line)).isTrue();

        assertThat(message(line)).isEqualTo("Publishing failed");
        assertThat(line.getMdcCopy()).containsEntry("cause", "100 % full, a=b %s");
    }

    @Test
    void whatIsNoLineOfFieldsPassesAsItIs() {
        ExtLogRecord sentence = line("The stack is up", FormatStyle.NO_FORMAT);
        ExtLogRecord library = line("topic=%s Resetting", FormatStyle.PRINTF, "a");
        library.setLoggerName("org.apache.kafka");

        assertThat(fields.isLoggable(sentence)).isTrue();
        assertThat(fields.isLoggable(library)).isTrue();

        assertThat(message(sentence)).isEqualTo("The stack is up");
        assertThat(message(library)).isEqualTo("topic=a Resetting");
        assertThat(library.getMdcCopy()).isEmpty();
    }

    private static String message(ExtLogRecord line) {
        return new PatternFormatter("%s").format(line);
    }

    private static ExtLogRecord line(String format, FormatStyle style, Object... values) {
        ExtLogRecord line = new ExtLogRecord(Level.INFO, format, style, StructuredFieldsTest.class.getName());
        line.setLoggerName("travel.baboo.messaging.relay.Any");
        line.setParameters(values);
        return line;
    }
}
