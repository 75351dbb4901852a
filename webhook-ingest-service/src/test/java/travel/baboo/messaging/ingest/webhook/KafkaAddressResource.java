package travel.baboo.messaging.ingest.webhook;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Map;

/** Where Kafka will be: nothing listens there until the test starts one. */
public final class KafkaAddressResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try (ServerSocket clients = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket controller = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Map.of(
                    "kafka.bootstrap.servers", "localhost:" + clients.getLocalPort(),
                    "test.kafka.port", Integer.toString(clients.getLocalPort()),
                    "test.kafka.controller-port", Integer.toString(controller.getLocalPort()),
                    "test.kafka.directory",
                            Files.createTempDirectory("kafka-away-").toString(),
                    "baboo.ingest.publish.warn-after", "1s");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
