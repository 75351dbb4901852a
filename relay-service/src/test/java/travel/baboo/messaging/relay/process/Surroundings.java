package travel.baboo.messaging.relay.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.sandbox.SandboxConfig;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxServer;
import travel.baboo.messaging.sandbox.embedded.EmbeddedKafkaServer;
import travel.baboo.messaging.sandbox.embedded.EmbeddedPostgresServer;
import travel.baboo.messaging.sandbox.embedded.KafkaSettings;
import travel.baboo.messaging.sandbox.embedded.PostgresSettings;

/** What the service needs: PostgreSQL, Kafka, Twilio and the login, and ways to write to its topics. */
public final class Surroundings implements AutoCloseable {

    private static final int PARTITIONS = 6;

    private final EmbeddedPostgresServer postgres;
    private final EmbeddedKafkaServer kafka;
    private final SandboxServer sandbox;
    private final KafkaProducer<String, byte[]> producer;
    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    public Surroundings(Path folder) throws IOException, InterruptedException {
        this.postgres = EmbeddedPostgresServer.start(PostgresSettings.temporary());
        this.kafka = EmbeddedKafkaServer.start(KafkaSettings.temporary()
                .withDataDirectory(folder.resolve("kafka"))
                .withJvmOptions(List.of("-Xmx512m")));
        kafka.createTopic(TwilioEvent.TOPIC, PARTITIONS, Map.of());
        kafka.createTopic(DirectoryEntry.TOPIC, PARTITIONS, Map.of());
        this.sandbox = SandboxServer.start(SandboxConfig.forTests());
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "5"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    public String sandboxOrigin() {
        return sandbox.twilioOrigin();
    }

    /** The settings of an instance, without any hook. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("DATABASE_HOST", postgres.host());
        settings.put("DATABASE_PORT", Integer.toString(postgres.port()));
        settings.put("DATABASE_NAME", postgres.database());
        settings.put("DATABASE_USER", postgres.user());
        settings.put("DATABASE_PASSWORD", postgres.password());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        settings.put("TWILIO_ORIGIN", sandboxOrigin());
        settings.put("TWILIO_ACCOUNT_SID", SandboxCredentials.ACCOUNT_SID);
        settings.put("TWILIO_AUTH_TOKEN", SandboxCredentials.AUTH_TOKEN);
        settings.put("TWILIO_MESSAGING_SERVICE_SID", SandboxCredentials.MESSAGING_SERVICE_SID);
        settings.put("JWT_PUBLIC_KEY_LOCATION", sandboxOrigin() + "/login/jwks");
        settings.put("JWT_ISSUER", sandboxOrigin() + "/login");
        settings.put("RELAY_HTTP_ALLOWED", "true");
        settings.put("RELAY_ALLOWED_ADDRESSES", "127.0.0.0/8");
        return settings;
    }

    public void write(DirectoryEntry entry) {
        send(DirectoryEntry.TOPIC, entry.conversationSid(), entry);
    }

    /** A message as the ingest passes it on. */
    public void writeMessage(String conversation, long index, String author, String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("AccountSid", SandboxCredentials.ACCOUNT_SID);
        fields.put("EventType", "onMessageAdded");
        fields.put("ConversationSid", conversation);
        fields.put("MessageSid", "IM" + String.format("%016x%016x", conversation.hashCode(), index));
        fields.put("Index", Long.toString(index));
        fields.put("Author", author);
        fields.put("Source", "SDK");
        fields.put("Body", body);
        fields.put("Attributes", "{}");
        fields.put("DateCreated", Instant.now().toString());
        TwilioEvent event =
                TwilioEvents.fromFields("onMessageAdded", TwilioFields.of(fields), Instant.now(), Origin.WEBHOOK);
        send(TwilioEvent.TOPIC, conversation, event);
    }

    public void flush() {
        producer.flush();
    }

    private void send(String topic, String key, Object value) {
        try {
            var unused = producer.send(new ProducerRecord<>(topic, key, json.writeValueAsBytes(value)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public Connection connection() throws SQLException {
        Connection connection = DriverManager.getConnection(
                postgres.jdbcUrl() + "?currentSchema=relay", postgres.user(), postgres.password());
        connection.setAutoCommit(true);
        return connection;
    }

    /** Does what autovacuum would do in time, and waits until all that was written so far is on the disk. */
    public void rest() throws SQLException, IOException, InterruptedException {
        try (Connection superuser = DriverManager.getConnection(postgres.jdbcUrl() + "?user=postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
        new ProcessBuilder("sync").inheritIO().start().waitFor();
    }

    /** The one number that a query gives. */
    public long number(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws IOException {
        producer.close();
        sandbox.close();
        kafka.close();
        postgres.close();
    }
}
