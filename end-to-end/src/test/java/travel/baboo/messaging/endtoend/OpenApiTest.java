package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The descriptions of the APIs are those of the services that were just built. */
class OpenApiTest {

    @ParameterizedTest
    @ValueSource(strings = {"token-service", "conversation-service", "webhook-ingest-service", "relay-service"})
    void theDescriptionIsWhatTheServiceSays(String service) throws IOException {
        Path page = Project.ROOT.resolve("docs/openapi").resolve(service + ".yaml");
        String built = Files.readString(Project.ROOT.resolve(service).resolve("target/openapi/openapi.yaml"));
        if (System.getProperty("openapi.write") != null) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, built);
        }
        assertThat(page).content().isEqualTo(built);
    }
}
