package travel.baboo.messaging.sandbox.embedded;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * A real Kafka for {@code @QuarkusTest}, one for all test classes of a JVM: a test that counts records uses its own topic or
 * keys. The broker stops with the JVM.
 */
public final class KafkaTestResource implements QuarkusTestResourceLifecycleManager {

    private static final OncePerJvm SERVER = new OncePerJvm("baboo.test.kafka");

    @Override
    public Map<String, String> start() {
        return SERVER.describe(() -> {
            EmbeddedKafkaServer server = EmbeddedKafkaServer.start(KafkaSettings.temporary());
            return new OncePerJvm.StartedServer(server, configurationOf(server));
        });
    }

    /** The broker stays for the next test class. */
    @Override
    public void stop() {}

    private static Map<String, String> configurationOf(EmbeddedKafkaServer server) {
        return Map.of(
                "kafka.bootstrap.servers", server.bootstrapServers(),
                "KAFKA_BOOTSTRAP_SERVERS", server.bootstrapServers());
    }
}
