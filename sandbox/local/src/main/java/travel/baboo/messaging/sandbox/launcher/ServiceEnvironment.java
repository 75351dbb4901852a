package travel.baboo.messaging.sandbox.launcher;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import travel.baboo.messaging.sandbox.SandboxCredentials;

/** The settings by which the stack's processes find each other: the one place where they are written. */
final class ServiceEnvironment {

    private static final String SERVICE_NAME = "Baboo Messaging (local)";

    private final StackPorts ports;
    private final LocalFiles files;
    private final Optional<TwilioAccess> access;
    private final int instances;
    private final Map<String, String> further;

    /** @param access a real account in place of the sandbox's */
    ServiceEnvironment(StackPorts ports, LocalFiles files, Optional<TwilioAccess> access) {
        this(ports, files, access, 1, Map.of());
    }

    /**
     * @param instances of each service
     * @param further settings of all services
     */
    ServiceEnvironment(
            StackPorts ports,
            LocalFiles files,
            Optional<TwilioAccess> access,
            int instances,
            Map<String, String> further) {
        this.ports = ports;
        this.files = files;
        this.access = access;
        this.instances = instances;
        this.further = Map.copyOf(further);
    }

    int instances() {
        return instances;
    }

    /**
     * The environment of a service.
     *
     * @param provisioned what the provisioning command printed
     */
    SortedMap<String, String> of(StackService service, Map<String, String> provisioned) {
        return of(service, 0, provisioned);
    }

    /** @param instance 0 for the first one */
    SortedMap<String, String> of(StackService service, int instance, Map<String, String> provisioned) {
        SortedMap<String, String> environment = new TreeMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.http(service, instance)));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management(service, instance)));
        access.ifPresentOrElse(real -> environment.putAll(realTwilio(real)), () -> environment.putAll(sandboxTwilio()));
        environment.put("JWT_PUBLIC_KEY_LOCATION", ports.sandboxOrigin() + "/login/jwks");
        environment.put("JWT_ISSUER", ports.loginIssuer());
        environment.put("JWT_AUDIENCE", "baboo-messaging");
        // Where the Angular app's development server listens, and the chat on the sandbox's page.
        environment.put(
                "API_ALLOWED_ORIGINS",
                "http://localhost:4200" + (access.isPresent() ? "" : "," + ports.sandboxOrigin()));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + ports.kafka());
        // A restarted service is a static member of its consumer group: it gets its partitions back at once.
        environment.put("KAFKA_GROUP_INSTANCE_ID", named("local", instance));
        environment.putAll(database());
        environment.put(
                "INGEST_JOURNAL_DIRECTORY",
                files.data(named("journal", instance)).toString());
        environment.put("RELAY_MAKE_URL", ports.sandboxOrigin() + "/make/hook/" + LocalCredentials.MAKE_HOOK);
        environment.put("RELAY_MAKE_SECRET", LocalCredentials.MAKE_SECRET);
        environment.put("CONSOLE_AUTHORIZATION_ENDPOINT", ports.sandboxOrigin() + "/login/authorize");
        environment.put("CONSOLE_TOKEN_ENDPOINT", ports.sandboxOrigin() + "/login/token");
        environment.putAll(notices());
        environment.put("RELAY_HTTP_ALLOWED", "true");
        environment.put("RELAY_ALLOWED_ADDRESSES", "127.0.0.0/8,::1");
        environment.putAll(provisioned);
        environment.putAll(further);
        return environment;
    }

    /** The name of an instance's own thing; the first one's needs no number. */
    static String named(String name, int instance) {
        return instance == 0 ? name : name + "-" + (instance + 1);
    }

    /** What the sandbox is started with. */
    SortedMap<String, String> ofSandbox() {
        SortedMap<String, String> environment = new TreeMap<>(sandboxAccount());
        environment.put("SANDBOX_PORT", Integer.toString(ports.sandbox()));
        environment.put("SANDBOX_GATEWAY_PORT", Integer.toString(ports.gateway()));
        files.sandboxData().ifPresent(data -> environment.put("SANDBOX_DATA_DIRECTORY", data.toString()));
        environment.put("SANDBOX_TOKEN_SERVICE_URL", ports.httpOrigins(StackService.TOKEN, instances));
        environment.put("SANDBOX_CONVERSATION_SERVICE_URL", ports.httpOrigins(StackService.CONVERSATION, instances));
        environment.put(
                "SANDBOX_WEBHOOK_INGEST_SERVICE_URL", ports.httpOrigins(StackService.WEBHOOK_INGEST, instances));
        environment.put("SANDBOX_RELAY_SERVICE_URL", ports.httpOrigins(StackService.RELAY, instances));
        files.findSdk().ifPresent(sdk -> environment.put("SANDBOX_SDK_DIRECTORY", sdk.toString()));
        environment.put(
                "SANDBOX_MAKE_HOOKS",
                LocalCredentials.NOTICE_HOOK + "=" + LocalCredentials.MAKE_SECRET + "," + LocalCredentials.MAKE_HOOK
                        + "=" + LocalCredentials.MAKE_SECRET);
        return environment;
    }

    /** A hook of its own for notices and alarms; without a real account they come within seconds. */
    private Map<String, String> notices() {
        Map<String, String> environment = new TreeMap<>();
        environment.put(
                "BABOO_RELAY_MAKE_NOTICES_URL", ports.sandboxOrigin() + "/make/hook/" + LocalCredentials.NOTICE_HOOK);
        environment.put("BABOO_RELAY_MAKE_NOTICES_SECRETS", LocalCredentials.MAKE_SECRET);
        environment.put(
                "BABOO_RELAY_MAKE_NOTICES_EVENTS",
                "unread-notice,response-at-risk,response-overdue,response-cleared,"
                        + "message-undelivered,whatsapp-window-closing,address-opted-out,contact-details-found");
        if (access.isEmpty()) {
            environment.put("BABOO_CONVERSATION_ATTENTION_NOTICE_QUIET", "3s");
            environment.put("BABOO_CONVERSATION_ATTENTION_NOTICE_PAUSE", "3s");
            environment.put("BABOO_CONVERSATION_ATTENTION_CLOCK_FIRST_REPLY", "5s");
            environment.put("BABOO_CONVERSATION_ATTENTION_CLOCK_NEXT_REPLY", "5s");
        }
        return environment;
    }

    private SortedMap<String, String> sandboxTwilio() {
        SortedMap<String, String> environment = new TreeMap<>(sandboxAccount());
        environment.put("TWILIO_ORIGIN", ports.sandboxOrigin());
        environment.put("PUBLIC_BASE_URL", ports.gatewayOrigin());
        environment.put("EXTERNAL_API_KEY_SHA256", sha256(LocalCredentials.EXTERNAL_API_KEY));
        return environment;
    }

    /**
     * The gateway is public then: keys from this repository are not valid, and there is no widget, whose every visitor costs
     * money, unless the launcher's own environment says otherwise. The Conversations service is one of its own: provisioning would turn
     * another installation's webhooks to this machine.
     */
    private static SortedMap<String, String> realTwilio(TwilioAccess real) {
        SortedMap<String, String> environment = new TreeMap<>(real.variables());
        environment.put("PUBLIC_BASE_URL", real.publicUrl().toString());
        environment.put("BABOO_TWILIO_CONVERSATIONS_SERVICE_NAME", SERVICE_NAME);
        environment.put("WIDGET_ENABLED", System.getenv().getOrDefault("WIDGET_ENABLED", "false"));
        return environment;
    }

    private static Map<String, String> sandboxAccount() {
        return Map.of(
                "TWILIO_ACCOUNT_SID", SandboxCredentials.ACCOUNT_SID,
                "TWILIO_AUTH_TOKEN", SandboxCredentials.AUTH_TOKEN,
                "TWILIO_API_KEY", SandboxCredentials.API_KEY,
                "TWILIO_API_SECRET", SandboxCredentials.API_SECRET,
                "TWILIO_PHONE_NUMBER", SandboxCredentials.PHONE_NUMBER,
                "TWILIO_MESSAGING_SERVICE_SID", SandboxCredentials.MESSAGING_SERVICE_SID);
    }

    private Map<String, String> database() {
        return Map.of(
                "DATABASE_HOST", "localhost",
                "DATABASE_PORT", Integer.toString(ports.postgres()),
                "DATABASE_NAME", LocalCredentials.DATABASE,
                "DATABASE_USER", LocalCredentials.DATABASE_USER,
                "DATABASE_PASSWORD", LocalCredentials.DATABASE_PASSWORD);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
