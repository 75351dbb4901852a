package travel.baboo.messaging.ingest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.http.FreePorts;

/** What the packaged service is started with: a real Kafka, and ports that the test knows. */
public final class PackagedService implements QuarkusTestResourceLifecycleManager {

    private final KafkaTestResource kafka = new KafkaTestResource();
    private final int managementPort = FreePorts.find();
    private Map<String, String> settings = Map.of();

    @Override
    public Map<String, String> start() {
        Map<String, String> all = new HashMap<>(kafka.start());
        all.put("quarkus.http.test-port", Integer.toString(FreePorts.find()));
        all.put("quarkus.management.port", Integer.toString(managementPort));
        all.put("quarkus.log.console.json.enabled", "false");
        all.put("TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001");
        all.put("TWILIO_AUTH_TOKEN", "12345");
        all.put("PUBLIC_BASE_URL", "https://api.example.com");
        all.put(
                "INGEST_JOURNAL_DIRECTORY",
                Path.of("target", "journal", UUID.randomUUID().toString())
                        .toAbsolutePath()
                        .toString());
        settings = Map.copyOf(all);
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(PackagedService.class));
    }

    @Override
    public void stop() {
        kafka.stop();
    }

    String bootstrapServers() {
        return settings.getOrDefault("kafka.bootstrap.servers", "");
    }

    /** Where health, metrics and the description of the API are. */
    String management() {
        return "http://127.0.0.1:" + managementPort + "/q";
    }
}
