package travel.baboo.messaging.conversation.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import travel.baboo.messaging.conversation.attention.away.AwayDecider;
import travel.baboo.messaging.conversation.attention.away.AwayFacts;
import travel.baboo.messaging.conversation.attention.away.AwayReply;
import travel.baboo.messaging.conversation.attention.clock.ResponseClock;
import travel.baboo.messaging.conversation.attention.clock.Target;
import travel.baboo.messaging.conversation.attention.clock.Targets;
import travel.baboo.messaging.conversation.attention.hours.BusinessHours;

/** Settings from environment variables. */
class AttentionPoliciesTest {

    private static final String PREFIX = "BABOO_CONVERSATION_ATTENTION_";

    private static AttentionPolicies policies(Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>();
        variables.forEach((name, value) -> environment.put(PREFIX + name, value));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(AttentionConfig.class)
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, AttentionPoliciesTest::duration)
                .withSources(new EnvConfigSource(environment, 300))
                .build();
        return new AttentionPolicies(config.getConfigMapping(AttentionConfig.class));
    }

    /** Parses durations as Quarkus does. An unset duration is empty. */
    private static @Nullable Duration duration(String text) {
        if (text.isEmpty()) {
            return null;
        }
        return text.endsWith("d")
                ? Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)))
                : Duration.parse("PT" + text);
    }

    @Test
    void byDefaultOneTargetCountsAllHours() {
        Target common = policies(Map.of()).targets().of(null, Set.of());

        assertThat(common.name()).isEqualTo("default");
        assertThat(common.firstReply()).hasHours(2);
        assertThat(common.hours()).isSameAs(BusinessHours.ALWAYS);
        assertThat(policies(Map.of()).noticeDecider()).isNotNull();
        assertThat(policies(Map.of()).arrivalDecider()).isNotNull();
        assertThat(policies(Map.of()).awayDecider()).isNotNull();
    }

    /** The example in the documentation. */
    @Test
    void businessHoursAndTargetsAreSetByVariables() {
        Targets targets = policies(Map.of(
                        "HOURS_DEFAULT_ZONE", "Europe/Rome",
                        "HOURS_DEFAULT_DAYS_MONDAY", "09:00-12:30 13:30-18:00",
                        "HOURS_DEFAULT_HOLIDAYS", "2026-12-25,2026-12-26",
                        "CLOCK_TARGET_VIP_TAGS", "vip",
                        "CLOCK_TARGET_VIP_FIRST_REPLY", "30m"))
                .targets();

        assertThat(targets.of("vip", Set.of()).firstReply()).hasMinutes(30);
        assertThat(targets.of("vip", Set.of()).nextReply()).hasHours(4);
        assertThat(targets.of("other", Set.of()).name()).isEqualTo("default");
        assertThat(targets.of(null, Set.of()).hours()).isNotSameAs(BusinessHours.ALWAYS);
    }

    @ParameterizedTest
    @CsvSource({
        "HOURS_DEFAULT_ZONE, Nowhere",
        "HOURS_DEFAULT_DAYS_MONDAY, nine to five",
        "HOURS_DEFAULT_DAYS_MOONDAY, 09:00-10:00",
        "HOURS_DEFAULT_HOLIDAYS, Christmas",
        "CLOCK_TARGET_VIP_HOURS, night",
        "CLOCK_AT_RISK_SHARE, 2"
    })
    void anInvalidSettingIsRejected(String name, String value) {
        Map<String, String> variables = new HashMap<>(Map.of("HOURS_DEFAULT_DAYS_SUNDAY", "09:00-10:00"));
        variables.put(name, value);

        assertThatThrownBy(() -> policies(variables).targets()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void automaticRepliesAreSetByVariables() {
        AwayDecider decider = policies(Map.of(
                        "HOURS_NIGHT_DAYS_MONDAY", "22:00-24:00",
                        "AWAY_ENABLED", "true",
                        "AWAY_HOURS", "night",
                        "AWAY_LANGUAGE", "DE",
                        "AWAY_TEXT_DE", "Wir sind bald zurück."))
                .awayDecider();
        Instant asked = Instant.parse("2026-08-11T08:00:00Z");

        assertThat(decider.decide(
                        new AwayFacts(null, null, null, true),
                        new ResponseClock.Wait(0, true, asked, asked, asked, "default"),
                        asked))
                .isEqualTo(new AwayReply(0, "Wir sind bald zurück."));
    }

    @ParameterizedTest
    @CsvSource({"AWAY_LANGUAGE, de, away.text", "AWAY_TEXT_EN, ' ', away.text", "AWAY_HOURS, night, away.hours"})
    void anInvalidSettingOfAutomaticRepliesIsRejectedByItsName(String name, String value, String rejected) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "HOURS_DEFAULT_DAYS_MONDAY", "09:00-17:00",
                "AWAY_ENABLED", "true",
                "AWAY_TEXT_EN", "We are away."));
        assertThat(policies(variables).awayDecider()).isNotNull();
        variables.put(name, value);

        assertThatThrownBy(() -> policies(variables).awayDecider())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baboo.conversation.attention." + rejected);
    }

    @Test
    void anInvalidWindowWarningIsRejectedByItsName() {
        assertThatThrownBy(
                        () -> policies(Map.of("ARRIVAL_WINDOW_WARNING", "24h")).arrivalDecider())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baboo.conversation.attention.arrival.window-warning");
    }
}
