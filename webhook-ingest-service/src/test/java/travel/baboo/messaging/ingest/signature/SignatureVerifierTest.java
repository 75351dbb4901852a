package travel.baboo.messaging.ingest.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureVerifierTest {

    private static final String ACCOUNT = "AC00000000000000000000000000000001";
    private static final String SUB_ACCOUNT = "AC00000000000000000000000000000002";

    private static final int ROUNDS = 10_000;

    private final SignatureVerifier verifier = verifier("https://example.com");

    @Test
    void twiliosKnownAnswerForAFormIsAccepted() {
        SignedRequest request = form(
                "/myapp.php",
                "?foo=1&bar=2",
                "CallSid=CA1234567890ABCDE&Caller=%2B14158675310&Digits=1234&From=%2B14158675310&To=%2B18005551212");
        assertThat(verifier.verify(request, "L/OH5YylLD5NRKLltdqwSvS0BnU=").accepted())
                .isTrue();
    }

    @Test
    void twiliosKnownAnswerForJsonIsAccepted() {
        assertThat(verifier.verify(
                                json("{\"CallSid\":\"CA1234567890ABCDE\",\"Caller\":\"+12349013030\"}"), JSON_SIGNATURE)
                        .accepted())
                .isTrue();
    }

    /** The known answer's text, signed with another implementation of HMAC-SHA256. */
    @Test
    void aSharedKeySignsTheSameTextWithHmacSha256() {
        SignedRequest request = form(
                "/myapp.php",
                "?foo=1&bar=2",
                "CallSid=CA1234567890ABCDE&Caller=%2B14158675310&Digits=1234&From=%2B14158675310&To=%2B18005551212");
        Signature signature =
                new Signature("OsrUY6WST6Jp65HUCRJPG7QTTpdYLY0DkslUo2uzek0=", "key=main,algorithm=HMAC_SHA256");

        assertThat(withSharedKeys("a-shared-key")
                        .verify(request, signature, RequestOrigins.NONE)
                        .key())
                .isEqualTo("shared:present");
        assertThat(withSharedKeys("older", "a-shared-key")
                        .verify(request, signature, RequestOrigins.NONE)
                        .key())
                .isEqualTo("shared:next");
        assertThat(withSharedKeys("another")
                        .verify(request, signature, RequestOrigins.NONE)
                        .reason())
                .isEqualTo(Verdict.Reason.WRONG);
        assertThat(verifier.verify(request, signature, RequestOrigins.NONE).reason())
                .as("without a shared key")
                .isEqualTo(Verdict.Reason.UNKNOWN_SCHEME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "key=main",
                "algorithm=",
                "key=main,algorithm=HMAC_SHA512",
                "algorithm=hmac_sha256",
                "HMAC_SHA256"
            })
    void aSchemeThatNobodyKnowsIsNamedAsTheReason(String settings) {
        SignedRequest request = form("/hook", "", "A=1");
        Signature signature = new Signature(verifier.sign(request), settings);

        assertThat(withSharedKeys("a-shared-key").knows(signature)).isFalse();
        assertThat(withSharedKeys("a-shared-key")
                        .verify(request, signature, RequestOrigins.NONE)
                        .reason())
                .isEqualTo(Verdict.Reason.UNKNOWN_SCHEME);
    }

    @Test
    void twoKeysOfOneOwnerAreARotation() {
        assertThat(withSharedKeys("one").isRotating()).isFalse();
        assertThat(withSharedKeys("one", "two").isRotating()).isTrue();
        assertThat(new SignatureVerifier(List.of("https://example.com"), List.of("12345", "next"), Map.of())
                        .isRotating())
                .isTrue();
        assertThat(new SignatureVerifier(
                                List.of("https://example.com"),
                                List.of("12345"),
                                Map.of(SUB_ACCOUNT, List.of("a", "b")))
                        .isRotating())
                .isTrue();
    }

    @Test
    void aJsonBodyThatWasChangedIsRefusedByItsHash() {
        assertThat(verifier.verify(json("{\"CallSid\":\"CA1234567890ABCDE\"}"), JSON_SIGNATURE)
                        .reason())
                .isEqualTo(Verdict.Reason.BODY_HASH);
    }

    /** Of a form of some 900 bytes, several times that would be worth naming. */
    @Test
    void aVerificationAllocatesLessThanAKilobyte() {
        StringBuilder body = new StringBuilder("AccountSid=" + ACCOUNT);
        for (int i = 0; i < 17; i++) {
            body.append("&FieldNumber").append(i).append('=').append("0123456789abcdef0123456789abcdef");
        }
        SignedRequest request = form("/api/webhooks/twilio-event", "", body.toString());
        String signature = verifier.sign(request);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int accepted = 0;
        long before = 0;
        for (int i = -ROUNDS; i < ROUNDS; i++) {
            if (i == 0) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            accepted += verifier.verify(request, signature).accepted() ? 1 : 0;
        }
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
        assertThat(accepted).isEqualTo(2 * ROUNDS);
        System.out.printf("a verification allocates %d bytes%n", each);
        assertThat(each).isLessThan(1_024);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com:443, https://example.com",
        "https://example.com, https://example.com:443",
        "http://example.com:80, http://example.com",
        "https://example.com/prefix, https://example.com:443/prefix"
    })
    void theDefaultPortMayBeSignedOrNot(String signedBase, String configuredBase) {
        SignedRequest request = form("/hook", "", "A=1");
        String signature = verifier(signedBase).sign(request);
        assertThat(verifier(configuredBase).verify(request, signature).accepted())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, https://example.com:8443",
        "https://example.com:443, https://example.com:443",
        "https://EXAMPLE.com, https://EXAMPLE.com/",
        "https://example.com, HTTPS://Example.com//",
        "https://example.com, ' https://example.com\n'",
        "https://example.com, '\"https://example.com\"'"
    })
    void aSettingThatIsAlmostRightIsUnderstood(String signedBase, String configuredBase) {
        SignedRequest request = form("/hook", "", "A=1");
        String signature = verifier(signedBase).sign(request);
        assertThat(verifier(configuredBase).verify(request, signature).accepted())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.com", "https://user:pass@example.com", "https://example.com?x", "ftp://example.com"})
    void aSettingThatCannotBeRightIsRefusedAtStartByName(String base) {
        assertThatThrownBy(() -> verifier(base))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("PUBLIC_BASE_URL: ")
                .hasMessageNotContaining("pass");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345\n", " 12345", "\"12345\""})
    void aTokenIsReadHoweverItWasPasted(String token) {
        SignatureVerifier pasted = new SignatureVerifier(List.of("https://example.com"), List.of(token), Map.of());
        SignedRequest request = form("/hook", "", "A=1");
        assertThat(pasted.verify(request, verifier.sign(request)).accepted()).isTrue();
    }

    @Test
    void aSubAccountsTokenIsFoundHoweverItsAccountIsWritten() {
        String account = "ACabcdef00000000000000000000000002";
        for (String written : List.of(account, account.toUpperCase(Locale.ROOT), account.toLowerCase(Locale.ROOT))) {
            SignatureVerifier both = new SignatureVerifier(
                    List.of("https://example.com"), List.of("12345"), Map.of(written, List.of("sub")));
            SignedRequest ofSub = new SignedRequest("/hook", "", account, fields("A=1"), false, new byte[0]);
            SignatureVerifier sub = new SignatureVerifier(List.of("https://example.com"), List.of("sub"), Map.of());
            assertThat(both.verify(ofSub, sub.sign(ofSub)).key()).isEqualTo("sub-account:present");
        }
        assertThatThrownBy(() -> new SignatureVerifier(
                        List.of("https://example.com"), List.of("12345"), Map.of("sub", List.of("secret"))))
                .hasMessageStartingWith("baboo.ingest.signature.sub-account-tokens: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void thePortThatTheRequestWasMadeToMayBeSigned() {
        SignedRequest request = form("/hook", "", "A=1");
        String signature = verifier("https://example.com:8443").sign(request);
        assertThat(verifier.verify(request, signature, to("https://example.com:8443"))
                        .urlForm())
                .isEqualTo("host-port");
        assertThat(verifier.verify(request, signature, to("https://other.example.com:8443"))
                        .accepted())
                .isFalse();
        String foreign = verifier("https://other.example.com:8443").sign(request);
        assertThat(verifier.verify(request, foreign, to("https://other.example.com:8443"))
                        .accepted())
                .isFalse();
    }

    @Test
    void aBodyThatIsNotReadYetIsTriedWithEveryKeyOnce() {
        SignatureVerifier both = new SignatureVerifier(
                List.of("https://example.com"), List.of("12345"), Map.of(SUB_ACCOUNT, List.of("sub")));
        String query = "?bodySHA256=44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
        SignedRequest ofSub = new SignedRequest("/hook", query, SUB_ACCOUNT, List.of(), true, "{}".getBytes(UTF_8));
        SignedRequest unread =
                new SignedRequest("/hook", query, SignedRequest.ANY_ACCOUNT, List.of(), true, "{}".getBytes(UTF_8));
        assertThat(both.verify(unread, both.sign(ofSub)).accepted()).isTrue();
        assertThat(both.verify(unread, verifier("https://other.example.com").sign(ofSub))
                        .accepted())
                .isFalse();
    }

    @Test
    void aFormOfVeryManyFieldsIsRefusedBeforeItIsSorted() {
        SignedRequest request = form("/hook", "", "a&".repeat(5_000));
        assertThat(verifier.verify(request, "AAAAAAAAAAAAAAAAAAAAAAAAAAA=").reason())
                .isEqualTo(Verdict.Reason.TOO_MANY_FIELDS);
    }

    @Test
    void aPortThatIsNotTheDefaultIsPartOfTheUrl() {
        SignedRequest request = form("/hook", "", "A=1");
        String signature = verifier("https://example.com:8443").sign(request);
        assertThat(verifier.verify(request, signature).reason()).isEqualTo(Verdict.Reason.WRONG);
    }

    @Test
    void twilioMaySignCharactersUnescapedThatTheRequestEscapes() {
        String signature = verifier.sign(form("/hook", "?who=o'neil@example.com&at=10:30", "A=1"));
        SignedRequest received = form("/hook", "?who=o%27neil%40example.com&at=10%3A30", "A=1");
        assertThat(verifier.verify(received, signature).urlForm()).isEqualTo("as-configured-unescaped");
    }

    @Test
    void escapesThatMeanSomethingStayAsTheyAre() {
        String signature = verifier.sign(form("/hook", "?a=1%2B1%26b", "A=1"));
        assertThat(verifier.verify(form("/hook", "?a=1%2B1%26b", "A=1"), signature)
                        .accepted())
                .isTrue();
        assertThat(verifier.verify(form("/hook", "?a=1+1&b", "A=1"), signature).accepted())
                .isFalse();
    }

    @Test
    void aNameThatOccursTwiceIsSignedWithItsDistinctValuesSorted() {
        String once = verifier.sign(form("/hook", "", "Url=a&Url=b"));
        assertThat(verifier.verify(form("/hook", "", "Url=b&Url=a&Url=b"), once).accepted())
                .isTrue();
    }

    @Test
    void theNextTokenCountsWhileARotationIsUnderWay() {
        SignatureVerifier next = new SignatureVerifier(List.of("https://example.com"), List.of("next"), Map.of());
        SignatureVerifier both =
                new SignatureVerifier(List.of("https://example.com"), List.of("12345", "next"), Map.of());
        SignedRequest request = form("/hook", "", "A=1");
        assertThat(both.verify(request, next.sign(request)).key()).isEqualTo("account:next");
    }

    @Test
    void aSubAccountsWebhooksAreSignedWithItsOwnToken() {
        SignatureVerifier both = new SignatureVerifier(
                List.of("https://example.com"), List.of("12345"), Map.of(SUB_ACCOUNT, List.of("sub")));
        SignedRequest ofSub = new SignedRequest("/hook", "", SUB_ACCOUNT, fields("A=1"), false, new byte[0]);
        assertThat(both.verify(ofSub, both.sign(ofSub)).accepted()).isTrue();
        assertThat(both.verify(ofSub, verifier.sign(ofSub)).accepted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!!!!", "L/OH5YylLD5NRKLltdqwSvS0BnU", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void anyOtherSignatureIsRefused(String signature) {
        assertThat(verifier.verify(form("/hook", "", "A=1"), signature).accepted())
                .isFalse();
    }

    @Test
    void oneChangedByteAnywhereIsRefused() {
        String body = "Body=Hi&Author=dave&Index=11";
        String signature = verifier.sign(form("/hook", "", body));
        for (int i = 0; i < body.length(); i++) {
            char changed = body.charAt(i) == 'x' ? 'y' : 'x';
            String other = body.substring(0, i) + changed + body.substring(i + 1);
            assertThat(verifier.verify(form("/hook", "", other), signature).accepted())
                    .as(other)
                    .isFalse();
        }
    }

    private static final String JSON_SIGNATURE = "hPXmLwIy3Fgqv1i9KPmH/HhQ6zo=";

    private static SignedRequest json(String body) {
        String hash = "5ccde7145dfb8f56479710896586cb9d5911809d83afbe34627818790db0aec9";
        return new SignedRequest("/myapp", "?bodySHA256=" + hash, ACCOUNT, List.of(), true, body.getBytes(UTF_8));
    }

    private static RequestOrigins to(String host) {
        return new RequestOrigins(Optional.empty(), Optional.of(URI.create(host)));
    }

    private static SignatureVerifier verifier(String base) {
        return new SignatureVerifier(List.of(base), List.of("12345"), Map.of());
    }

    private static SignatureVerifier withSharedKeys(String... keys) {
        return new SignatureVerifier(List.of("https://example.com"), List.of("12345"), Map.of(), List.of(keys));
    }

    private static SignedRequest form(String path, String query, String body) {
        return new SignedRequest(path, query, ACCOUNT, fields(body), false, body.getBytes(UTF_8));
    }

    private static List<FormField> fields(String body) {
        return Form.decode(body.getBytes(UTF_8)).fields();
    }
}
