package travel.baboo.messaging.relay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;
import travel.baboo.messaging.sandbox.http.FreePorts;

/** What the packaged service is started with: the sandbox, a real PostgreSQL and Kafka, and ports that the test knows. */
public final class PackagedService implements QuarkusTestResourceLifecycleManager {

    private final SandboxTestResource sandbox = new SandboxTestResource();
    private final List<QuarkusTestResourceLifecycleManager> servers =
            List.of(sandbox, new PostgresTestResource(), new KafkaTestResource());
    private final int managementPort = FreePorts.find();
    private Map<String, String> settings = Map.of();

    @Override
    public Map<String, String> start() {
        Map<String, String> all = new HashMap<>();
        servers.forEach(server -> all.putAll(server.start()));
        all.remove("quarkus.management.test-port");
        all.put("quarkus.management.port", Integer.toString(managementPort));
        all.put("quarkus.log.console.json.enabled", "false");
        all.put("baboo.relay.make.make.events", "*");
        all.put("baboo.relay.make.make.retry-schedule", "50ms,50ms,50ms,50ms");
        all.put("baboo.relay.sms.retry-schedule", "50ms,50ms");
        all.put("baboo.relay.lanes.directory-patience", "2m");
        settings = Map.copyOf(all);
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(PackagedService.class));
    }

    @Override
    public void stop() {
        servers.forEach(QuarkusTestResourceLifecycleManager::stop);
    }

    String sandboxOrigin() {
        return Objects.requireNonNull(settings.get(SandboxTestResource.ORIGIN));
    }

    String bootstrapServers() {
        return Objects.requireNonNull(settings.get("kafka.bootstrap.servers"));
    }

    /** Writes as the other services do. */
    TopicWriter topics() {
        ObjectMapper json = new ObjectMapper()
                .registerModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        return new TopicWriter(json, bootstrapServers());
    }

    /** Where health, metrics and the description of the API are. */
    String management() {
        return "http://127.0.0.1:" + managementPort + "/q";
    }
}
