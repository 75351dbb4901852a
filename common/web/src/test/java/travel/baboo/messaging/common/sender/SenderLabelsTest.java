package travel.baboo.messaging.common.sender;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.common.security.Role;

class SenderLabelsTest {

    private final SenderLabels labels = new SenderLabels(
            new SmallRyeConfigBuilder()
                    .withMapping(SenderLabelConfig.class)
                    .build()
                    .getConfigMapping(SenderLabelConfig.class),
            new ObjectMapper());

    @ParameterizedTest
    @CsvSource({
        "BOT, Ann, Bot",
        "ADMIN, Ann, Baboo Team",
        "EXPERT, Ann, Ann - Local Expert",
        "TRAVELER, Ann, Ann - Traveler"
    })
    void everyRoleHasItsLabel(Role role, String name, String label) {
        assertThat(labels.label(role, name)).isEqualTo(label);
    }

    @Test
    void aLabelIsAddedToTheAttributesThatAreThere() throws Exception {
        ObjectMapper json = new ObjectMapper();
        String attributes = labels.withLabel(json.createObjectNode().put("a", 1), "Bot");
        assertThat(json.readTree(attributes)).isEqualTo(json.readTree("{\"a\":1,\"from\":\"Bot\"}"));
        assertThat(labels.find(attributes)).contains("Bot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "\"x\"", "no json", "{\"from\":7}"})
    void attributesWithoutALabelHaveNone(String attributes) {
        assertThat(labels.find(attributes)).isEmpty();
    }
}
