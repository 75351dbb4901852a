package travel.baboo.messaging.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.TlsConfig;
import travel.baboo.messaging.sandbox.make.MakeHook;
import travel.baboo.messaging.sandbox.twilio.ApiKeyKind;
import travel.baboo.messaging.sandbox.twilio.TwilioAccount;
import travel.baboo.messaging.sandbox.twilio.events.StreamConfig;

/**
 * Settings of a sandbox.
 *
 * @param host the address to listen on; the loopback's unless the sandbox has a machine, or a container, of its own
 * @param port of Twilio, Make.com, login, control API and page; 0 picks a free one
 * @param gatewayPort where the page reaches the services through a gateway on the same host
 * @param sdk the folder of the package {@code @twilio/conversations}, for the page; null if there is none
 * @param dataDirectory where the state is kept; null keeps it in memory only
 * @param tls a further port with TLS for Twilio's SDKs; null for none
 * @param stream how Event Streams behaves
 * @param webhookRetries whether the retry counts of Chat v2 reach webhooks of Conversations: not documented
 */
public record SandboxConfig(
        String host,
        int port,
        @Nullable Path dataDirectory,
        TwilioAccount account,
        List<MakeHook> makeHooks,
        int gatewayPort,
        @Nullable Path sdk,
        @Nullable TlsConfig tls,
        StreamConfig stream,
        boolean webhookRetries) {

    public SandboxConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("SANDBOX_PORT must be 0 to 65535");
        }
        if (gatewayPort < 1 || gatewayPort > 65_535) {
            throw new IllegalArgumentException("SANDBOX_GATEWAY_PORT must be 1 to 65535");
        }
        makeHooks = List.copyOf(makeHooks);
    }

    /** A free port, nothing kept, the default credentials, no hooks. */
    public static SandboxConfig forTests() {
        return fromEnvironment(Map.of("SANDBOX_PORT", "0"));
    }

    /**
     * Reads the variables {@code SANDBOX_…} and {@code TWILIO_…}.
     *
     * @throws IllegalArgumentException naming the invalid variable
     */
    public static SandboxConfig fromEnvironment(Map<String, String> environment) {
        return new SandboxConfig(
                environment.getOrDefault("SANDBOX_HOST", "127.0.0.1"),
                port(environment, "SANDBOX_PORT", 8090),
                environment.containsKey("SANDBOX_DATA_DIRECTORY")
                        ? Path.of(environment.get("SANDBOX_DATA_DIRECTORY"))
                        : null,
                account(environment),
                makeHooks(environment.getOrDefault("SANDBOX_MAKE_HOOKS", "")),
                port(environment, "SANDBOX_GATEWAY_PORT", 8080),
                environment.containsKey("SANDBOX_SDK_DIRECTORY")
                        ? Path.of(environment.get("SANDBOX_SDK_DIRECTORY"))
                        : null,
                tls(environment),
                stream(environment),
                flag(environment, "SANDBOX_WEBHOOK_RETRIES", true));
    }

    public SandboxConfig withDataDirectory(Path directory) {
        return new SandboxConfig(
                host, port, directory, account, makeHooks, gatewayPort, sdk, tls, stream, webhookRetries);
    }

    public SandboxConfig withMakeHooks(List<MakeHook> hooks) {
        return new SandboxConfig(
                host, port, dataDirectory, account, hooks, gatewayPort, sdk, tls, stream, webhookRetries);
    }

    public SandboxConfig withStream(StreamConfig changed) {
        return new SandboxConfig(
                host, port, dataDirectory, account, makeHooks, gatewayPort, sdk, tls, changed, webhookRetries);
    }

    public SandboxConfig withWebhookRetries(boolean reach) {
        return new SandboxConfig(host, port, dataDirectory, account, makeHooks, gatewayPort, sdk, tls, stream, reach);
    }

    private static String region(Map<String, String> environment) {
        String region = environment.getOrDefault("TWILIO_REGION", "");
        return region.isBlank() ? "us1" : region;
    }

    private static @Nullable TlsConfig tls(Map<String, String> environment) {
        String keyStore = environment.get("SANDBOX_TLS_KEY_STORE");
        return keyStore == null || keyStore.isBlank()
                ? null
                : new TlsConfig(
                        port(environment, "SANDBOX_TLS_PORT", 9443),
                        Path.of(keyStore),
                        environment.getOrDefault("SANDBOX_TLS_PASSWORD", "sandbox"));
    }

    private static StreamConfig stream(Map<String, String> environment) {
        StreamConfig otherwise = StreamConfig.DEFAULT;
        return new StreamConfig(
                millis(environment, "SANDBOX_STREAM_DELAY_MILLIS", otherwise.delay()),
                millis(environment, "SANDBOX_STREAM_BACK_OFF_MILLIS", otherwise.firstPause()),
                flag(environment, "SANDBOX_STREAM_REST_CHANGES", otherwise.restChanges()),
                flag(environment, "SANDBOX_STREAM_SIGNS_USER_INFO", otherwise.signsUserInfo()),
                environment.getOrDefault("SANDBOX_STREAM_SHARED_KEY", "").isBlank()
                        ? null
                        : environment.get("SANDBOX_STREAM_SHARED_KEY"));
    }

    private static Duration millis(Map<String, String> environment, String name, Duration otherwise) {
        try {
            return Duration.ofMillis(
                    Long.parseLong(environment.getOrDefault(name, Long.toString(otherwise.toMillis()))));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number of milliseconds", e);
        }
    }

    private static boolean flag(Map<String, String> environment, String name, boolean otherwise) {
        return Boolean.parseBoolean(environment.getOrDefault(name, Boolean.toString(otherwise)));
    }

    private static TwilioAccount account(Map<String, String> environment) {
        return new TwilioAccount(
                environment.getOrDefault("TWILIO_ACCOUNT_SID", SandboxCredentials.ACCOUNT_SID),
                environment.getOrDefault("TWILIO_AUTH_TOKEN", SandboxCredentials.AUTH_TOKEN),
                environment.getOrDefault("TWILIO_API_KEY", SandboxCredentials.API_KEY),
                environment.getOrDefault("TWILIO_API_SECRET", SandboxCredentials.API_SECRET),
                ApiKeyKind.of(environment.getOrDefault("SANDBOX_API_KEY_KIND", "standard")),
                words(environment.getOrDefault("SANDBOX_API_KEY_PATHS", "")),
                region(environment),
                words(environment.getOrDefault("TWILIO_PHONE_NUMBER", SandboxCredentials.PHONE_NUMBER)),
                environment.getOrDefault("TWILIO_MESSAGING_SERVICE_SID", SandboxCredentials.MESSAGING_SERVICE_SID),
                environment.get("TWILIO_CONVERSATIONS_SERVICE_SID"));
    }

    /** {@code id=whsec_…,id2,…}: the secret may be left out. */
    private static List<MakeHook> makeHooks(String text) {
        List<MakeHook> hooks = new ArrayList<>();
        for (String entry : words(text)) {
            int equals = entry.indexOf('=');
            hooks.add(
                    equals < 0
                            ? new MakeHook(entry, null, null, null)
                            : new MakeHook(entry.substring(0, equals), entry.substring(equals + 1), null, null));
        }
        return hooks;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static int port(Map<String, String> environment, String name, int otherwise) {
        try {
            return Integer.parseInt(environment.getOrDefault(name, Integer.toString(otherwise)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a port number", e);
        }
    }
}
