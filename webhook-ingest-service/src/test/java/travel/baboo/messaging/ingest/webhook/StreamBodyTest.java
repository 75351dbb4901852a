package travel.baboo.messaging.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamBodyTest {

    private static final long SEED = Long.getLong("fuzz.seed", 19);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            textBlock =
                    """
                    # body                    ; elements, each behind a tilde    ; rest
                    [{"a":1},{"b":[2]}]       ; ~{"a":1}~{"b":[2]}               ;
                    {"a":1}                   ; ~{"a":1}                         ;
                    [ ]                       ;                                  ;
                    [1,"x,]",null, true]      ; ~1~"x,]"~null~true               ;
                    [{"a":"}"},{"b":"\\\\"}]  ; ~{"a":"}"}~{"b":"\\\\"}          ;
                    [{"a":"\\"}"},2]          ; ~{"a":"\\"}"}~2                  ;
                    {"a":1}{"b":2}            ; ~{"a":1}~{"b":2}                 ;
                    [{"a":1} x {"b":2}]       ; ~{"a":1}~x~{"b":2}               ;
                    [{"a":1},{"b":            ; ~{"a":1}                         ; {"b":
                    [{"a":1},{"b":"}]         ; ~{"a":1}                         ; {"b":"}]
                    [{"a":1}]]                ; ~{"a":1}~]                       ;
                    [{"a":1]},{"b":2}]        ; ~{"a":1]~}~{"b":2}               ;
                    """)
    void aBodyIsCutByBracketsAndQuotes(String body, @Nullable String elements, @Nullable String rest) {
        StreamBody cut = StreamBody.cut(body.getBytes(UTF_8));

        assertThat(joined(cut.elements())).isEqualTo(elements == null ? "" : elements);
        assertThat(new String(cut.rest(), UTF_8)).isEqualTo(rest == null ? "" : rest);
    }

    @Test
    void whatIsBeyondTheLimitIsTheRest() {
        StreamBody cut = StreamBody.cut(("[" + "{},".repeat(StreamBody.MAX_ELEMENTS) + "{},{}]").getBytes(UTF_8));

        assertThat(cut.elements()).hasSize(StreamBody.MAX_ELEMENTS);
        assertThat(new String(cut.rest(), UTF_8)).isEqualTo("{},{}]");
    }

    @Test
    void noByteIsLostWhateverComes() {
        Random random = new Random(SEED);
        byte[] alphabet = "[]{},:\"\\ \n01ax".getBytes(UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] body = new byte[random.nextInt(60)];
            for (int i = 0; i < body.length; i++) {
                body[i] = random.nextInt(20) == 0
                        ? (byte) random.nextInt(256)
                        : alphabet[random.nextInt(alphabet.length)];
            }
            StreamBody cut = StreamBody.cut(body);

            ByteArrayOutputStream found = new ByteArrayOutputStream();
            cut.elements().forEach(found::writeBytes);
            found.writeBytes(cut.rest());
            assertThat(withoutSeparatorsAndBrackets(found.toByteArray()))
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(withoutSeparatorsAndBrackets(body));
        }
    }

    /** The outer brackets of an array are in no element; those of others are, so all are left out of the comparison. */
    private static byte[] withoutSeparatorsAndBrackets(byte[] bytes) {
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        for (byte one : bytes) {
            if (" \n\r\t,[]".indexOf(one) < 0) {
                left.write(one);
            }
        }
        return left.toByteArray();
    }

    private static String joined(List<byte[]> elements) {
        StringBuilder text = new StringBuilder();
        elements.forEach(element -> text.append('~').append(new String(element, UTF_8)));
        return text.toString();
    }
}
