package travel.baboo.messaging.sandbox;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.embedded.FreePorts;

/**
 * A sandbox for {@code @QuarkusTest}: Twilio, Make.com and the login, with the settings by which an application reaches them.
 * The application gets a port that is known beforehand, so that webhooks can be sent to it.
 */
public final class SandboxTestResource implements QuarkusTestResourceLifecycleManager {

    /** The setting with the origin of Twilio, Make.com, login and control API. */
    public static final String ORIGIN = "sandbox.origin";

    private @Nullable SandboxServer sandbox;

    @Override
    public Map<String, String> start() {
        SandboxServer started = SandboxServer.start(SandboxConfig.forTests());
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
