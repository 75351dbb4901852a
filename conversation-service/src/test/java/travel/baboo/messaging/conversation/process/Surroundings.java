package travel.baboo.messaging.conversation.process;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.conversation.WebhookTopic;
import travel.baboo.messaging.sandbox.SandboxConfig;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxServer;
import travel.baboo.messaging.sandbox.embedded.EmbeddedKafkaServer;
import travel.baboo.messaging.sandbox.embedded.EmbeddedPostgresServer;
import travel.baboo.messaging.sandbox.embedded.KafkaSettings;
import travel.baboo.messaging.sandbox.embedded.PostgresSettings;

/** What the packaged service needs: PostgreSQL, Kafka, Twilio, the login, and a receiver of Twilio's webhooks. */
public final class Surroundings implements AutoCloseable {

    /** The Studio flow that answers in the widget. */
    public static final String FLOW = "FW0123456789abcdef0123456789abcdef";

    /** The scenario's key; the settings have its hash. */
    public static final String API_KEY = "test-key";

    private static final String API_KEY_SHA256 = "62af8704764faf8ea82fc61ce9c4c3908b6cb97d463a634e9e587d7c885db0ef";
    private static final int PARTITIONS = 3;

    private final EmbeddedPostgresServer postgres;
    private final EmbeddedKafkaServer kafka;
    private final SandboxServer sandbox;
    private final WebhookTopic webhooks;
    private final Vertx vertx = Vertx.vertx();
    private final int webhookPort;

    public Surroundings() throws IOException, InterruptedException {
        this.postgres = EmbeddedPostgresServer.start(PostgresSettings.temporary());
        this.kafka = EmbeddedKafkaServer.start(KafkaSettings.temporary());
        kafka.createTopic(TwilioEvent.TOPIC, PARTITIONS, Map.of());
        kafka.createTopic(DirectoryEntry.TOPIC, PARTITIONS, Map.of("cleanup.policy", "compact"));
        this.sandbox = SandboxServer.start(SandboxConfig.forTests());
        this.webhooks = new WebhookTopic(kafka.bootstrapServers());
        try {
            this.webhookPort = vertx.createHttpServer()
                    .requestHandler(webhooks::serve)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get()
                    .actualPort();
        } catch (ExecutionException e) {
            throw new IOException("The receiver of webhooks did not start", e);
        }
    }

    /** What was packaged: the native executable, or the jar. */
    public static Path program() throws IOException {
        try (DirectoryStream<Path> executables = Files.newDirectoryStream(Path.of("target"), "*-runner")) {
            Iterator<Path> found = executables.iterator();
            return found.hasNext() ? found.next() : Path.of("target", "quarkus-app", "quarkus-run.jar");
        }
    }

    public String sandboxOrigin() {
        return sandbox.twilioOrigin();
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** What Twilio and the address of its webhooks are, for a command. */
    public Map<String, String> twilio() {
        return Map.of(
                "TWILIO_ORIGIN", sandboxOrigin(),
                "TWILIO_ACCOUNT_SID", SandboxCredentials.ACCOUNT_SID,
                "TWILIO_AUTH_TOKEN", SandboxCredentials.AUTH_TOKEN,
                "TWILIO_API_KEY", SandboxCredentials.API_KEY,
                "TWILIO_API_SECRET", SandboxCredentials.API_SECRET,
                "TWILIO_PHONE_NUMBER", SandboxCredentials.PHONE_NUMBER,
                "PUBLIC_BASE_URL", "http://127.0.0.1:" + webhookPort);
    }

    /** The service's settings; what it does by itself, it does soon. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(twilio());
        settings.put("DATABASE_HOST", postgres.host());
        settings.put("DATABASE_PORT", Integer.toString(postgres.port()));
        settings.put("DATABASE_NAME", postgres.database());
        settings.put("DATABASE_USER", postgres.user());
        settings.put("DATABASE_PASSWORD", postgres.password());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        settings.put("JWT_PUBLIC_KEY_LOCATION", sandboxOrigin() + "/login/jwks");
        settings.put("JWT_ISSUER", sandboxOrigin() + "/login");
        settings.put("EXTERNAL_API_KEY_SHA256", API_KEY_SHA256);
        settings.put("CHATBOT_FLOW_SID", FLOW);
        settings.put("baboo.conversation.chatbot.repeat-every", "300ms");
        settings.put("baboo.conversation.reconcile.settle", "0s");
        settings.put("baboo.conversation.reconcile.interval", "500ms");
        settings.put("baboo.conversation.reconcile.requests-per-second", "200");
        settings.put("baboo.conversation.inquiry.resume-every", "300ms");
        settings.put("baboo.conversation.inquiry.resume-after", "500ms");
        settings.put("baboo.conversation.message.grace", "1s");
        settings.put("quarkus.log.console.json.enabled", "false");
        return settings;
    }

    @Override
    public void close() throws IOException {
        var unused = vertx.close();
        webhooks.close();
        sandbox.close();
        kafka.close();
        postgres.close();
    }
}
