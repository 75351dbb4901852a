package travel.baboo.messaging.ingest.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.RepeatedTest;

/** Form decoding and signing against a second implementation: Twilio's description word for word, in strings and maps. */
class SigningPropertyTest {

    private static final String TOKEN = "a-token";
    private static final String ALPHABET = "abAB01 +%&=?'@:/#.[]\"{}\u0000\r\n\t~é\u00dfñ\u4e2d\uff5a";

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final SignatureVerifier verifier =
            new SignatureVerifier(List.of("https://example.com"), List.of(TOKEN), Map.of());

    @RepeatedTest(500)
    void bothImplementationsSignTheSame() throws GeneralSecurityException {
        String body = body();
        String query = random.nextBoolean() ? "" : "?a=" + URLEncoder.encode(text(), UTF_8);
        SignedRequest request = new SignedRequest(
                "/hook", query, "", Form.decode(body.getBytes(UTF_8)).fields(), false, body.getBytes(UTF_8));

        String expected = simplySigned("https://example.com/hook" + query, body);

        assertThat(verifier.sign(request)).as("seed %d", seed).isEqualTo(expected);
        assertThat(verifier.verify(request, expected).accepted()).isTrue();
        assertThat(verifier.verify(request, simplySigned("https://example.com/hook" + query, body + "&z=1"))
                        .accepted())
                .isFalse();
    }

    @RepeatedTest(500)
    void whatJavaEncodesIsDecodedToTheSameText() {
        Map<String, List<String>> fields = simplyDecoded(body());
        String encoded = fields.entrySet().stream()
                .flatMap(field -> field.getValue().stream().map(value -> encode(field.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
        assertThat(Form.decode(encoded.getBytes(UTF_8)).text())
                .as("seed %d", seed)
                .contains(fields);
    }

    @RepeatedTest(500)
    void anyBytesAtAllAreDecodedWithoutAnError() {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextInt(4) == 0 ? (byte) "%&=+".charAt(random.nextInt(4)) : bytes[i];
        }
        String separators = new String(bytes, ISO_8859_1);
        long fields = List.of(separators.split("&", -1)).stream()
                .filter(part -> !part.isEmpty())
                .count();
        assertThat(Form.decode(bytes).fields()).as("seed %d", seed).hasSize((int) fields);
    }

    private String body() {
        List<String> names = new ArrayList<>(List.of("Body", "body", "A"));
        int count = random.nextInt(8);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(text() + "n");
            String name = names.get(random.nextInt(names.size()));
            parts.add(encode(name) + "=" + (random.nextInt(3) == 0 ? "same" : encode(text())));
        }
        return String.join("&", parts);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private String encode(String text) {
        String encoded = URLEncoder.encode(text, UTF_8);
        return random.nextBoolean() ? encoded : encoded.replace("+", "%20");
    }

    private static Map<String, List<String>> simplyDecoded(String body) {
        Map<String, List<String>> fields = new TreeMap<>();
        for (String part : body.split("&", -1)) {
            if (!part.isEmpty()) {
                String[] pair = part.split("=", 2);
                fields.computeIfAbsent(URLDecoder.decode(pair[0], UTF_8), name -> new ArrayList<>())
                        .add(URLDecoder.decode(pair[1], UTF_8));
            }
        }
        return fields;
    }

    private static String simplySigned(String url, String body) throws GeneralSecurityException {
        StringBuilder data = new StringBuilder(url);
        simplyDecoded(body).forEach((name, values) -> new TreeSet<>(values)
                .forEach(value -> data.append(name).append(value)));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(TOKEN.getBytes(UTF_8), "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(data.toString().getBytes(UTF_8)));
    }
}
