package travel.baboo.messaging.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WidgetIdentityTest {

    private static final String UUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

    @ParameterizedTest
    @ValueSource(strings = {UUID, "3F2504E0-4F89-41D3-9A0C-0305E82C3301", "3f2504E0-4f89-41d3-9A0c-0305e82c3301"})
    void oneUuidIsOneIdentityHoweverItIsWritten(String spelling) {
        assertThat(WidgetIdentity.find(spelling)).contains(UUID);
        assertThat(WidgetIdentity.matches(spelling)).isTrue();
        assertThatThrownBy(() -> WidgetIdentity.refuse("BOT_IDENTITIES", spelling))
                .hasMessageStartingWith("BOT_IDENTITIES: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "maria@example.com", "{" + UUID + "}", UUID + "0", "urn:uuid:" + UUID, " " + UUID})
    void whatIsNoUuidIsNoWidgets(String text) {
        assertThat(WidgetIdentity.find(text)).isEmpty();
    }

    @Test
    void theNilUuidIsNobodysAndNoLoginsEither() {
        assertThat(WidgetIdentity.find("00000000-0000-0000-0000-000000000000")).isEmpty();
        assertThat(WidgetIdentity.matches("00000000-0000-0000-0000-000000000000"))
                .isTrue();
        assertThat(WidgetIdentity.matches(" " + UUID + " ")).isTrue();
        assertThat(WidgetIdentity.refuse("x", "concierge-bot")).isEqualTo("concierge-bot");
    }
}
