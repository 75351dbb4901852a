package travel.baboo.messaging.token.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;

class RequestedIdentityTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    @ParameterizedTest
    @ValueSource(strings = {FORM, JSON, "text/plain", "multipart/form-data", "nonsense", ""})
    void anEmptyBodyNamesNobodyWhateverItsType(String type) {
        assertThat(RequestedIdentity.find(List.of(), type, new byte[0])).isEmpty();
    }

    @Test
    void withoutBodyAndTypeNoIdentityIsRequested() {
        assertThat(RequestedIdentity.find(List.of(), null, null)).isEmpty();
        assertThat(RequestedIdentity.find(List.of("", "  "), FORM, bytes("identity=&identity", "UTF-8")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded; charset=UTF-8, identity=zo%C3%AB+x, UTF-8",
        "Application/X-WWW-Form-Urlencoded;Charset=\"utf-8\", identity=zoë%20x, UTF-8",
        "application/x-www-form-urlencoded; charset=ISO-8859-1, identity=zo%EB+x, ISO-8859-1",
        "application/x-www-form-urlencoded; charset=ISO-8859-1, identity=zoë%20x, ISO-8859-1",
        "application/x-www-form-urlencoded, a=b&%69dentity=zoë+x&c, UTF-8",
        "application/json, '{\"identity\":\"zoë x\"}', UTF-8",
        "application/json; charset=iso-8859-1, '{\"identity\":\"zoë x\"}', ISO-8859-1",
        "application/json; odata=verbose; charset=us-ascii, '{\"identity\":\"zo\\u00eb x\"}', US-ASCII",
    })
    void theCharsetIsTheOneThatTheTypeNames(String type, String body, String charset) {
        assertThat(RequestedIdentity.find(List.of(), type, bytes(body, charset)))
                .containsExactly("zoë x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/json",
                "application/xml",
                "multipart/form-data; boundary=x",
                "application/json; charset=utf-16",
                "application/json; charset=",
                "application/x-www-form-urlencoded; charset=utf-7",
                "application/x-www-form-urlencoded; charset=x\u0000",
                "nonsense",
                ";",
                "",
            })
    void aBodyOfAnotherTypeOrCharsetIsRejectedWithTheTypesThatAreAccepted(String type) {
        ProblemException problem = refusal(type, bytes("identity=ann", "UTF-8"));
        assertThat(problem.type()).isEqualTo(ProblemType.UNSUPPORTED_MEDIA_TYPE);
        assertThat(problem.getMessage()).containsAnyOf("JSON or a form", "charset is UTF-8");
    }

    @Test
    void aBodyWithoutATypeIsRefusedToo() {
        assertThat(refusal(null, bytes("{}", "UTF-8")).type()).isEqualTo(ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity=%", "identity=%4", "identity=%zz", "identity=%-1", "%=x", "identity=%C3%28"})
    void aFormThatIsNotWellEncodedIsRefused(String form) {
        assertThat(refusal(FORM, bytes(form, "UTF-8")).type()).isEqualTo(ProblemType.INVALID_REQUEST);
    }

    @Test
    void bytesThatAreNotOfTheCharsetAreRefusedAndNotReplaced() {
        byte[] latin = bytes("identity=zoë", "ISO-8859-1");
        assertThat(refusal(FORM, latin).type()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(refusal(FORM + "; charset=us-ascii", latin).type()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(refusal(JSON, bytes("{\"identity\":\"zoë\"}", "ISO-8859-1")).type())
                .isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(refusal(JSON, bytes("{\"identity\":\"ann\"}", "UTF-16")).type())
                .isEqualTo(ProblemType.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"identity\":\"ann\"}]",
                "{\"identity\":[\"ann\"]}",
                "{\"identity\":{\"identity\":\"ann\"}}",
                "{\"identity\":\"ann\",\"identity\":\"ann\"}",
                "{\"identity\":\"ann\"}{}",
                "{",
                "1",
                " "
            })
    void jsonThatIsNoObjectWithOneTextIsRefused(String json) {
        assertThat(refusal(JSON, bytes(json, "UTF-8")).type()).isEqualTo(ProblemType.INVALID_REQUEST);
    }

    @Test
    void anIdentityDeepInOtherMembersIsNotMeant() {
        assertThat(RequestedIdentity.find(
                        List.of(), JSON, bytes("{\"user\":{\"identity\":\"eve\"},\"identity\":null}", "UTF-8")))
                .isEmpty();
    }

    @Test
    void everyDifferentIdentityIsFound() {
        assertThat(RequestedIdentity.find(
                        List.of("ann", "bob", "ann"), FORM, bytes("identity=eve&identity=ann", "UTF-8")))
                .containsExactly("ann", "bob", "eve");
    }

    @Test
    void aHugeBodyIsRefusedBeforeItIsRead() {
        assertThat(refusal("nonsense", new byte[16 * 1024 + 1]).type()).isEqualTo(ProblemType.PAYLOAD_TOO_LARGE);
    }

    private static ProblemException refusal(@Nullable String type, byte[] body) {
        return catchThrowableOfType(ProblemException.class, () -> RequestedIdentity.find(List.of(), type, body));
    }

    private static byte[] bytes(String text, String charset) {
        return text.getBytes(Charset.forName(charset));
    }
}
