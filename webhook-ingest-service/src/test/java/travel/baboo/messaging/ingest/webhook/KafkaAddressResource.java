package travel.baboo.messaging.ingest.webhook;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.embedded.Directories;
import travel.baboo.messaging.sandbox.embedded.EmbeddedKafkaServer;
import travel.baboo.messaging.sandbox.embedded.KafkaSettings;
import travel.baboo.messaging.sandbox.http.FreePorts;

/** Where Kafka will be: nothing listens there until the test starts one. */
public final class KafkaAddressResource implements QuarkusTestResourceLifecycleManager {

    private @Nullable Path directory;

    @Override
    public Map<String, String> start() {
        int port = FreePorts.find();
        try {
            Path data = Files.createTempDirectory("kafka-away-");
            directory = data;
            return Map.of(
                    "kafka.bootstrap.servers", "localhost:" + port,
                    "test.kafka.port", Integer.toString(port),
                    "test.kafka.controller-port", Integer.toString(FreePorts.find()),
                    "test.kafka.directory", data.toString(),
                    "baboo.ingest.publish.warn-after", "1s");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kafka comes, on the data it had when it was here before. */
    static EmbeddedKafkaServer startKafka() throws IOException, InterruptedException {
        Config config = ConfigProvider.getConfig();
        return EmbeddedKafkaServer.start(KafkaSettings.temporary()
                .withPorts(
                        config.getValue("test.kafka.port", int.class),
                        config.getValue("test.kafka.controller-port", int.class))
                .withDataDirectory(Path.of(config.getValue("test.kafka.directory", String.class))));
    }

    @Override
    public void stop() {
        Path data = directory;
        if (data != null) {
            try {
                Directories.delete(data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
