package travel.baboo.messaging.sandbox;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.FreePorts;
import travel.baboo.messaging.sandbox.make.MakeHook;

/**
 * A sandbox for {@code @QuarkusTest}: Twilio, Make.com and the login, with the settings by which an application reaches them.
 * The application gets a port that is known beforehand, so that webhooks can be sent to it.
 */
public final class SandboxTestResource implements QuarkusTestResourceLifecycleManager {

    /** The setting with the origin of Twilio, Make.com, login and control API. */
    public static final String ORIGIN = "sandbox.origin";

    /** The id of a Make.com hook that checks signatures. */
    public static final String MAKE_HOOK = "test-hook";

    /** The secret it checks them with. */
    public static final String MAKE_SECRET = "whsec_c2FuZGJveC1tYWtlLXNlY3JldC1ub3QtYS1zZWNyZXQ=";

    private @Nullable SandboxServer sandbox;

    @Override
    public Map<String, String> start() {
        SandboxServer started = SandboxServer.start(
                SandboxConfig.forTests().withMakeHooks(List.of(new MakeHook(MAKE_HOOK, MAKE_SECRET, null, null))));
        sandbox = started;
        String origin = started.twilioOrigin();
        int port = FreePorts.find();
        return Map.ofEntries(
                Map.entry(ORIGIN, origin),
                Map.entry("TWILIO_ORIGIN", origin),
                Map.entry("TWILIO_ACCOUNT_SID", SandboxCredentials.ACCOUNT_SID),
                Map.entry("TWILIO_AUTH_TOKEN", SandboxCredentials.AUTH_TOKEN),
                Map.entry("TWILIO_API_KEY", SandboxCredentials.API_KEY),
                Map.entry("TWILIO_API_SECRET", SandboxCredentials.API_SECRET),
                Map.entry("TWILIO_PHONE_NUMBER", SandboxCredentials.PHONE_NUMBER),
                Map.entry("TWILIO_MESSAGING_SERVICE_SID", SandboxCredentials.MESSAGING_SERVICE_SID),
                Map.entry("JWT_PUBLIC_KEY_LOCATION", origin + "/login/jwks"),
                Map.entry("JWT_ISSUER", origin + "/login"),
                Map.entry("RELAY_MAKE_URL", origin + "/make/hook/" + MAKE_HOOK),
                Map.entry("RELAY_MAKE_SECRET", MAKE_SECRET),
                Map.entry("RELAY_HTTP_ALLOWED", "true"),
                Map.entry("RELAY_ALLOWED_ADDRESSES", "127.0.0.0/8,::1"),
                Map.entry("PUBLIC_BASE_URL", "http://127.0.0.1:" + port),
                Map.entry("quarkus.http.test-port", Integer.toString(port)),
                Map.entry("quarkus.management.test-port", "0"));
    }

    @Override
    public void stop() {
        SandboxServer running = sandbox;
        if (running != null) {
            running.close();
        }
    }
}
