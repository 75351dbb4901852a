package travel.baboo.messaging.ingest.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

    @Test
    void repeatedNamesEmptyValuesBlanksAndUtf8AreKept() {
        Form form = decode("b=2&a=%C3%A9+x%20y&b=&c&=d&a=%F0%9F%8F%96");
        assertThat(form.text())
                .contains(Map.of(
                        "b",
                        List.of("2", ""),
                        "a",
                        List.of("é x y", "\uD83C\uDFD6"),
                        "c",
                        List.of(""),
                        "",
                        List.of("d")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%2", "a=%zz", "%=1", "a=%C3", "a=%FF%FE"})
    void whatTextCannotTellHasNoTextButLosesNoField(String body) {
        Form form = decode(body);
        assertThat(form.text()).isEmpty();
        assertThat(form.fields()).hasSize(1);
    }

    @Test
    void anyTextSurvivesEncodingAndDecoding() {
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            String name = randomText(random);
            String value = randomText(random);
            String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8);
            assertThat(decode(encoded).text()).contains(Map.of(name, List.of(value)));
        }
    }

    @Test
    void wellFormedEscapesDecodeAsTheJdkDecodesThem() {
        Random random = new Random(7);
        String alphabet = "ab+%= &;~*";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder("k=");
            for (int j = random.nextInt(12); j > 0; j--) {
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                text.append(c == '%' ? "%" + "4142".substring(random.nextInt(3)).substring(0, 2) : c == '&' ? "" : c);
            }
            String body = text.toString().replace("=", "%3D").replaceFirst("%3D", "=");
            String expected = URLDecoder.decode(body.substring(2), StandardCharsets.UTF_8);
            assertThat(decode(body).text()).as(body).contains(Map.of("k", List.of(expected)));
        }
    }

    @Test
    void noBytesAtAllMakeItFail() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            Form form = Form.decode(bytes);
            ByteArrayOutputStream decoded = new ByteArrayOutputStream();
            form.fields().forEach(field -> decoded.writeBytes(field.value()));
            assertThat(decoded.size()).isLessThanOrEqualTo(bytes.length);
        }
    }

    private static Form decode(String body) {
        return Form.decode(body.getBytes(ISO_8859_1));
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder("n");
        for (int i = random.nextInt(10); i > 0; i--) {
            int codePoint = random.nextInt(Character.MAX_CODE_POINT + 1);
            if (Character.getType(codePoint) != Character.SURROGATE) {
                text.appendCodePoint(codePoint);
            }
        }
        return text.toString();
    }
}
