package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.http.Form.Field;
import travel.baboo.messaging.sandbox.twilio.webhook.TwilioSigner;

/** Twilio's published known answers, and the rules that they do not cover. */
class TwilioSignerTest {

    private final TwilioSigner signer = new TwilioSigner("12345");

    @Test
    void signsAFormAsTwilioDocuments() {
        Form form = Form.of(Map.of(
                "CallSid", "CA1234567890ABCDE",
                "Caller", "+14158675310",
                "Digits", "1234",
                "From", "+14158675310",
                "To", "+18005551212"));

        assertThat(signer.sign("https://example.com/myapp.php?foo=1&bar=2", form))
                .isEqualTo("L/OH5YylLD5NRKLltdqwSvS0BnU=");
    }

    @Test
    void signsTheUrlAloneWhenItCarriesTheBodysHash() {
        String url = "https://example.com/myapp?bodySHA256="
                + "5ccde7145dfb8f56479710896586cb9d5911809d83afbe34627818790db0aec9";

        assertThat(signer.sign(url)).isEqualTo("hPXmLwIy3Fgqv1i9KPmH/HhQ6zo=");
    }

    @Test
    void signsEachDistinctValueOfARepeatedNameOnceAndSorted() {
        Form repeated = new Form(List.of(new Field("A", "2"), new Field("A", "1"), new Field("A", "2")));
        Form once = new Form(List.of(new Field("A", "1"), new Field("A", "2")));

        assertThat(signer.sign("https://example.com/", repeated)).isEqualTo(signer.sign("https://example.com/", once));
        assertThat(signer.sign("https://example.com/", once)).isEqualTo(signer.sign("https://example.com/A1A2"));
    }

    @Test
    void leavesUserInfoAndFragmentOutOfTheSignature() {
        assertThat(signer.sign("https://user:secret@example.com/path?q=a@b#part"))
                .isEqualTo(signer.sign("https://example.com/path?q=a@b"));
    }
}
