package travel.baboo.messaging.common.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {

    @ParameterizedTest
    @ValueSource(strings = {"12345", " 12345", "12345\n", "\t12345\r\n", "\"12345\"", "'12345'", " \"12345\" \n"})
    void aSecretIsReadHoweverItWasPasted(String text) {
        assertThat(Setting.secret("TWILIO_AUTH_TOKEN", text)).isEqualTo("12345");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12 345", "123\n45", "12345\u0000", "a\tb"})
    void aSecretThatWasCutOrJoinedIsRefusedByNameAndWithoutItsValue(String text) {
        assertThatThrownBy(() -> Setting.secret("TWILIO_AUTH_TOKEN", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TWILIO_AUTH_TOKEN has white space inside it");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com, https://example.com",
        "https://example.com/, https://example.com",
        "HTTPS://API.Example.COM:8443//, https://api.example.com:8443",
        "' https://example.com/Prefix/ ', https://example.com/Prefix",
        "'\"http://localhost:8080\"', http://localhost:8080"
    })
    void anOriginIsNormalized(String text, String origin) {
        assertThat(Setting.origin(text)).hasToString(origin);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, scheme",
        "ftp://example.com, scheme",
        "https://, URL",
        "https:///path, host",
        "https://user:secret@example.com, credentials",
        "https://example.com?x=1, query",
        "https://example.com#top, fragment",
        "https://example.com:99999, port",
        "https://exa mple.com, URL"
    })
    void whatIsNoOriginIsRefusedWithWhatIsWrongAndWithoutItsValue(String text, String what) {
        assertThatThrownBy(() -> Setting.parse("PUBLIC_BASE_URL", text, Setting::origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("PUBLIC_BASE_URL: ")
                .hasMessageContaining(what)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com:443/, https://app.example.com",
        "HTTP://App.Example.com:80, http://app.example.com",
        "http://localhost:4200/, http://localhost:4200"
    })
    void aBrowsersOriginIsWrittenAsBrowsersDo(String text, String origin) {
        assertThat(Setting.browserOrigin(text)).isEqualTo(origin);
    }

    @Test
    void blankEntriesOfAListAreLeftOut() {
        assertThat(Setting.parseAll("X", List.of(" a ", "", " "), text -> text)).containsExactly("a");
    }
}
