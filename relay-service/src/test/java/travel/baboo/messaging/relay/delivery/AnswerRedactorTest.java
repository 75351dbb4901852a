package travel.baboo.messaging.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerRedactorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+15551234567",
                "+1 (555) 123-4567",
                "ann@example.com",
                "whsec_c2FuZGJveC1tYWtl",
                "Bearer abcdef.ghijkl",
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln",
                "0123456789abcdef0123456789abcdef"
            })
    void peopleAndSecretsAreNotShown(String secret) {
        assertThat(AnswerRedactor.shown("before " + secret + " after")).isEqualTo("before […] after");
    }

    @Test
    void whatHelpsAnOperatorIsShown() {
        assertThat(AnswerRedactor.shown("Queue is full")).isEqualTo("Queue is full");
        assertThat(AnswerRedactor.shown("Error 42 at line 7, 2026-08-11")).startsWith("Error 42 at line 7");
        assertThat(AnswerRedactor.shown(null)).isNull();
    }

    @Test
    void noMoreThanAKilobyteAndNoHalfCharacters() {
        assertThat(AnswerRedactor.shown(" x".repeat(511) + "y😀 and more")).isEqualTo(" x".repeat(511) + "y");
        assertThat(AnswerRedactor.shown("a b ".repeat(600))).hasSize(1024);
        assertThat(AnswerRedactor.shown("a\u0000b")).isEqualTo("a b");
    }
}
