package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.embedded.EmbeddedKafkaServer;
import travel.baboo.messaging.sandbox.embedded.EmbeddedPostgresServer;
import travel.baboo.messaging.sandbox.embedded.KafkaSettings;
import travel.baboo.messaging.sandbox.embedded.PostgresSettings;

/** The stack's PostgreSQL and Kafka, with their data under {@code .local}. */
final class StackServers {

    static final String POSTGRES = "postgres";
    static final String KAFKA = "kafka";

    private static final Logger LOG = Logger.getLogger(StackServers.class.getName());
    private static final int PARTITIONS = 6;

    private final LocalFiles files;
    private final StackPorts ports;
    private volatile @Nullable EmbeddedPostgresServer postgres;
    private volatile @Nullable EmbeddedKafkaServer kafka;
    private volatile Optional<ClassDataArchive> kafkaClassData = Optional.empty();

    StackServers(LocalFiles files, StackPorts ports) {
        this.files = files;
        this.ports = ports;
    }

    /** Starts PostgreSQL. The holder of the stack's lock owns its data, so a server that already runs on it is an orphan. */
    ProcessHandle startPostgres() throws IOException, InterruptedException {
        PostgresSettings settings = new PostgresSettings(
                ports.postgres(),
                Optional.of(files.data(POSTGRES)),
                Optional.of(files.freshLog(POSTGRES)),
                LocalCredentials.DATABASE,
                LocalCredentials.DATABASE_USER,
                LocalCredentials.DATABASE_PASSWORD);
        EmbeddedPostgresServer.endOrphan(files.data(POSTGRES));
        EmbeddedPostgresServer server = EmbeddedPostgresServer.start(settings);
        postgres = server;
        return server.process();
    }

    /** Starts Kafka and creates the topics of the system where they are missing. */
    ProcessHandle startKafka() throws IOException, InterruptedException {
        kafkaClassData = Program.ownClassData(KAFKA, files.classData());
        KafkaSettings settings = new KafkaSettings(
                ports.kafka(),
                ports.kafkaController(),
                Optional.of(files.data(KAFKA)),
                Optional.of(files.freshLog(KAFKA)),
                PARTITIONS,
                Program.optionsWith(kafkaClassData));
        EmbeddedKafkaServer server = EmbeddedKafkaServer.start(settings);
        kafka = server;
        server.createTopic("twilio.events", PARTITIONS, Map.of());
        server.createTopic("conversation.directory", PARTITIONS, Map.of("cleanup.policy", "compact"));
        server.createTopic("conversation.attention", PARTITIONS, Map.of());
        return server.process();
    }

    /** @throws IllegalStateException before the first start */
    ProcessHandle postgresProcess() {
        return required(postgres).process();
    }

    /** @throws IllegalStateException before the first start */
    ProcessHandle kafkaProcess() {
        return required(kafka).process();
    }

    private static <T> T required(@Nullable T server) {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server;
    }

    void stopPostgres() throws IOException {
        EmbeddedPostgresServer server = postgres;
        if (server != null) {
            server.close();
        }
    }

    void stopKafka() throws IOException {
        EmbeddedKafkaServer server = kafka;
        if (server == null) {
            return;
        }
        boolean wasAlive = server.process().isAlive();
        server.close();
        if (wasAlive) {
            keepClassData();
        }
    }

    private void keepClassData() {
        try {
            if (kafkaClassData.isPresent()) {
                kafkaClassData.get().keep();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Kafka's class data is not kept", e);
        }
    }
}
