package travel.baboo.messaging.token.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppTokenTest {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-06-01T12:00:00Z,           2026-06-01T12:00:00.000Z",
        "2026-06-01T12:00:00.5Z,         2026-06-01T12:00:00.500Z",
        "2026-06-01T12:00:00.123456789Z, 2026-06-01T12:00:00.123Z",
        "2026-06-01T12:00:00.999999999Z, 2026-06-01T12:00:00.999Z",
        "2026-12-31T23:59:59.001Z,       2026-12-31T23:59:59.001Z",
    })
    void timesAlwaysHaveMilliseconds(Instant time, String text) throws JsonProcessingException {
        JsonNode json = json(new AppToken("t", "ann", time, time, time));
        assertThat(json.get("expiresAt").textValue()).isEqualTo(text);
        assertThat(json.get("refreshAt").textValue()).isEqualTo(text);
        assertThat(json.get("serverTime").textValue()).isEqualTo(text);
    }

    @Test
    void anIdentityComesBackAsItIsWhateverIsInIt() throws JsonProcessingException {
        String odd = "\"\\/<>&'\u2028 ё 渡辺 🏖";
        JsonNode json = json(new AppToken("t", odd, NOON, NOON, NOON));
        assertThat(json.get("identity").textValue()).isEqualTo(odd);
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("token", "identity", "expiresAt", "refreshAt", "serverTime");
    }

    private static JsonNode json(AppToken token) throws JsonProcessingException {
        return JSON.readTree(JSON.writeValueAsString(token));
    }
}
