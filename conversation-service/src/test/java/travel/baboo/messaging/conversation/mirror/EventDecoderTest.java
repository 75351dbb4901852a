package travel.baboo.messaging.conversation.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {

    private final EventDecoder decoder = new EventDecoder(new ObjectMapper());

    @ParameterizedTest
    @ValueSource(strings = {"", "no event", "null", "[]", "{}", "{\"eventType\":\"onMessageAdded\"}"})
    void whatIsNoEventCannotBeApplied(String value) {
        assertThatThrownBy(() -> decoder.decode(value.getBytes(UTF_8))).isInstanceOf(UnappliableEventException.class);
    }

    @Test
    void aRecordWithoutAValueIsNoEvent() {
        assertThatThrownBy(() -> decoder.decode(null)).isInstanceOf(UnappliableEventException.class);
    }
}
