package travel.baboo.messaging.conversation.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NulFilterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0",
                "{\"a\":\"x\0\"}",
                "{\"a\":\"\\u0000\"}",
                "{\"\\u0000\":1}",
                "\\\\\\u0000",
                "[\"\\\"\\u0000\"]"
            })
    void nulIsFoundAsItIsAndEscaped(String body) {
        assertThat(NulFilter.hasNul(body.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"a\":\"\\\\u0000\"}",
                "u0000",
                "\\u000",
                "\\u0001",
                "{\"a\":\"\\\\\\\\u0000\"}",
                "\\"
            })
    void whatOnlyLooksLikeItIsNone(String body) {
        assertThat(NulFilter.hasNul(body.getBytes(StandardCharsets.UTF_8))).isFalse();
    }
}
