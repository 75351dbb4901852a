package travel.baboo.messaging.conversation.contactdetail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which mode applies, and which settings fail the start. */
class PoliciesTest {

    private static final Instant NOW = Instant.parse("2026-08-11T13:03:28Z");
    private static final String KEY = "k1:YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=";

    private static Policies policies(Map<String, String> settings) {
        Map<String, String> named = new HashMap<>();
        settings.forEach((name, value) -> named.put("baboo.conversation.contact-detail." + name, value));
        return new Policies(new SmallRyeConfigBuilder()
                .withMapping(ContactDetailConfig.class)
                .withConverter(Duration.class, 200, text -> Duration.parse("PT" + text.replace("1d", "24h")))
                .withDefaultValues(named)
                .build()
                .getConfigMapping(ContactDetailConfig.class));
    }

    @Test
    void byDefaultNothingIsExamined() {
        Policies policies = policies(Map.of());

        assertThat(policies.enabled()).isFalse();
        assertThat(policies.canReplace()).isFalse();
        assertThat(policies.concerns("0171 2345678", NOW, NOW)).isFalse();
    }

    @Test
    void theConversationsModeCountsThenItsTagsThenTheDefault() {
        Policies policies = policies(Map.of(
                "enabled",
                "true",
                "mode",
                "replace",
                "mode-by-tag.booked",
                "off",
                "mode-by-tag.vip",
                "flag",
                "keys",
                KEY));

        assertThat(policies.mode(null, null)).isEqualTo(Mode.REPLACE);
        assertThat(policies.mode(null, "other")).isEqualTo(Mode.REPLACE);
        assertThat(policies.mode(null, "booked")).isEqualTo(Mode.OFF);
        assertThat(policies.mode(null, "vip")).isEqualTo(Mode.FLAG);
        assertThat(policies.mode(Mode.OFF, "vip")).isEqualTo(Mode.OFF);
        assertThat(policies.mode(Mode.REPLACE, "booked")).isEqualTo(Mode.REPLACE);
    }

    /** A conversation may have been set to it before the key was removed. */
    @Test
    void withoutAKeyNothingIsHidden() {
        assertThat(policies(Map.of("enabled", "true")).mode(Mode.REPLACE, null)).isEqualTo(Mode.FLAG);
    }

    @Test
    void oldMessagesAreNotExamined() {
        Policies policies = policies(Map.of("enabled", "true", "max-age", "1h"));

        assertThat(policies.concerns("0171 2345678", NOW.minusSeconds(60), NOW)).isTrue();
        assertThat(policies.concerns("0171 2345678", NOW.minusSeconds(7200), NOW))
                .isFalse();
        assertThat(policies.concerns("Hello", NOW, NOW)).isFalse();
        assertThat(policies.concerns(null, NOW, NOW)).isFalse();
    }

    @Test
    void directionsAndKindsCanBeLimited() {
        Policies policies = policies(Map.of("enabled", "true", "directions", "outbound", "kinds", "email"));

        assertThat(policies.covers(Direction.OUTBOUND)).isTrue();
        assertThat(policies.covers(Direction.INBOUND)).isFalse();
        assertThat(policies.detailsIn("0171 2345678, ann@example.com")).containsExactly(new HiddenDetail("email", 1));
    }

    @Test
    void anInvalidSettingFailsTheStartWithItsName() {
        assertThatThrownBy(() -> policies(Map.of("enabled", "true", "mode", "replace")))
                .hasMessage("baboo.conversation.contact-detail.keys is needed for the mode replace");
        assertThatThrownBy(() -> policies(Map.of("enabled", "true", "mode-by-tag.vip", "replace")))
                .hasMessageContaining("contact-detail.keys");
        assertThatThrownBy(() -> policies(Map.of("allowed-hosts", "https://example.com/")))
                .hasMessageContaining("allowed-hosts");
        assertThatThrownBy(() -> policies(Map.of("placeholder", "see example.com")))
                .hasMessageContaining("placeholder");
    }
}
