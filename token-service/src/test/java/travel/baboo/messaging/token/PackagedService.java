package travel.baboo.messaging.token;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.http.FreePorts;

/** What the packaged service is started with: the sandbox, and ports that the test knows. */
public final class PackagedService implements QuarkusTestResourceLifecycleManager {

    static final String BOT = "concierge-bot";

    private final SandboxTestResource sandbox = new SandboxTestResource();
    private final int managementPort = FreePorts.find();
    private Map<String, String> settings = Map.of();

    @Override
    public Map<String, String> start() {
        Map<String, String> all = new HashMap<>(sandbox.start());
        all.remove("quarkus.management.test-port");
        all.put("quarkus.management.port", Integer.toString(managementPort));
        all.put("TWILIO_CONVERSATIONS_SERVICE_SID", "IS00000000000000000000000000000001");
        all.put("BOT_IDENTITIES", BOT);
        settings = Map.copyOf(all);
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(PackagedService.class));
    }

    @Override
    public void stop() {
        sandbox.stop();
    }

    Login login() {
        return new Login(Objects.requireNonNull(settings.get(SandboxTestResource.ORIGIN)));
    }

    /** Where health, metrics and the description of the API are. */
    String management() {
        return "http://127.0.0.1:" + managementPort + "/q";
    }
}
