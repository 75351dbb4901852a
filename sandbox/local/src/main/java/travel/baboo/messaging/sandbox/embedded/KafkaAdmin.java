package travel.baboo.messaging.sandbox.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Asks a broker on this machine as any client would: whether it serves, and for a topic. */
final class KafkaAdmin {

    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int ANSWER_MILLIS = 1_000;

    private final int port;

    KafkaAdmin(int port) {
        this.port = port;
    }

    void awaitReady(Process broker) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!isListening()) {
            pauseBefore(deadline, broker);
        }
        try (Admin admin = client()) {
            while (!serves(admin)) {
                pauseBefore(deadline, broker);
            }
        }
    }

    void createTopic(String name, int partitions, Map<String, String> configuration)
            throws IOException, InterruptedException {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configuration);
        try (Admin admin = client()) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IOException("Kafka does not create the topic " + name, e);
            }
        }
    }

    private Admin client() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:" + port));
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", port), ANSWER_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean serves(Admin admin) throws IOException, InterruptedException {
        try {
            DescribeClusterOptions options = new DescribeClusterOptions().timeoutMs(ANSWER_MILLIS);
            return !admin.describeCluster(options).nodes().get().isEmpty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw new IOException("Kafka does not say whether it is ready", e);
        }
    }

    private static void pauseBefore(long deadline, Process broker) throws IOException, InterruptedException {
        if (!broker.isAlive()) {
            throw new IOException("Kafka ended with exit code " + broker.exitValue() + " before it was ready");
        }
        if (System.nanoTime() > deadline) {
            throw new IOException("Kafka was not ready within " + READY_LIMIT.toSeconds() + " s");
        }
        Thread.sleep(PAUSE.toMillis());
    }
}
