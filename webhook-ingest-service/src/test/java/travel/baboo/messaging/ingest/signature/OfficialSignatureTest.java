package travel.baboo.messaging.ingest.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Odd requests, signed by the official Node library: {@code src/test/resources/signature/sign.mjs} makes the fixtures. */
class OfficialSignatureTest {

    private static final String ORIGIN = "https://api.example.com";

    private final SignatureVerifier verifier = new SignatureVerifier(List.of(ORIGIN), List.of("12345"), Map.of());

    record Fixture(String name, String kind, String url, String body, String signature) {

        SignedRequest request(String receivedBody) {
            String rest = url.substring(ORIGIN.length());
            int query = rest.indexOf('?');
            byte[] bytes = receivedBody.getBytes(UTF_8);
            return new SignedRequest(
                    query < 0 ? rest : rest.substring(0, query),
                    query < 0 ? "" : rest.substring(query),
                    "",
                    kind.equals("form") ? Form.decode(bytes).fields() : List.of(),
                    kind.equals("json"),
                    bytes);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void whatTheOfficialLibrarySignsIsAccepted(Fixture fixture) {
        assertThat(verifier.verify(fixture.request(fixture.body()), fixture.signature())
                        .accepted())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void theSameSignatureUnderAnotherBodyOrUrlIsRefused(Fixture fixture) {
        SignedRequest signed = fixture.request(fixture.body());
        if (!fixture.kind().equals("get")) {
            assertThat(verifier.verify(fixture.request(fixture.body() + "&Forged=1"), fixture.signature())
                            .accepted())
                    .isFalse();
        }
        SignedRequest elsewhere = new SignedRequest(
                signed.path() + "x", signed.query(), "", signed.signedForm(), signed.json(), signed.body());
        assertThat(verifier.verify(elsewhere, fixture.signature()).reason()).isEqualTo(Verdict.Reason.WRONG);
    }

    static List<Fixture> fixtures() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                OfficialSignatureTest.class.getResourceAsStream("/signature/fixtures.json"), "fixtures.json")) {
            List<Fixture> fixtures = new ArrayList<>();
            for (JsonNode node : new ObjectMapper().readTree(file)) {
                fixtures.add(new Fixture(
                        node.get("name").asText(),
                        node.get("kind").asText(),
                        node.get("url").asText(),
                        node.get("body").asText(),
                        node.get("signature").asText()));
            }
            return fixtures;
        }
    }
}
