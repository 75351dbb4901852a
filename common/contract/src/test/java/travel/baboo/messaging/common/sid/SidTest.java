package travel.baboo.messaging.common.sid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SidTest {

    private static final String CONVERSATION = "CH0123456789abcdef0123456789ABCDEF";

    @Test
    void aSidIsItsTextInJsonAndBack() throws Exception {
        ObjectMapper json = new ObjectMapper();
        ConversationSid sid = new ConversationSid(CONVERSATION);
        assertThat(json.writeValueAsString(sid)).isEqualTo("\"" + CONVERSATION + "\"");
        assertThat(json.readValue("\"" + CONVERSATION + "\"", ConversationSid.class))
                .isEqualTo(sid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CH",
                "CH0123456789abcdef0123456789abcde",
                "CH0123456789abcdef0123456789abcdef0",
                "CH0123456789abcdef0123456789abcdeg",
                "IM0123456789abcdef0123456789abcdef",
                "CH0123456789abcdef0123456789abcde\uFF11",
                " CH0123456789abcdef0123456789abcdef"
            })
    void anythingElseIsNoConversationSid(String text) {
        assertThatThrownBy(() -> new ConversationSid(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
