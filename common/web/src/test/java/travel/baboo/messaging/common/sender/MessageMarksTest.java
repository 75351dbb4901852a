package travel.baboo.messaging.common.sender;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.common.event.TwilioFields;

class MessageMarksTest {

    private static final String MARKS = "{\"from\":\"Baboo Team\",\"via\":\"make\",\"hops\":3}";

    @Test
    void whatWeSentOverRestIsBelieved() {
        MessageMarks marks = marks("API", MARKS);

        assertThat(marks.from()).contains("Baboo Team");
        assertThat(marks.via()).contains("make");
        assertThat(marks.hops()).isEqualTo(3);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"SDK", "SMS", "WHATSAPP", "EMAIL", "api", " API", ""})
    void whatABrowserOrAPhoneWritesIntoItsAttributesIsNot(String source) {
        assertThat(marks(source, MARKS)).isEqualTo(MessageMarks.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "\"text\"",
                "null",
                "{}",
                "{\"from\":7,\"via\":{},\"hops\":\"x\"}",
                "{\"hops\":-1}",
                "{\"hops\":1e99}",
                "{\"from\":\" \"}"
            })
    void marksThatCannotBeReadAreNone(String attributes) {
        assertThat(marks("API", attributes)).isEqualTo(MessageMarks.NONE);
    }

    private static MessageMarks marks(String source, String attributes) {
        Map<String, String> fields = new HashMap<>();
        fields.put("Attributes", attributes);
        if (source != null) {
            fields.put("Source", source);
        }
        return MessageMarks.of(TwilioFields.of(fields), new ObjectMapper());
    }
}
