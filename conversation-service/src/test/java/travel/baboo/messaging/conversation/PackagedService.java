package travel.baboo.messaging.conversation;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.process.Surroundings;
import travel.baboo.messaging.sandbox.http.FreePorts;

/** What the packaged service is started with: everything around it, and ports that the test knows. */
public final class PackagedService implements QuarkusTestResourceLifecycleManager {

    private final int managementPort = FreePorts.find();
    private @Nullable Surroundings surroundings;

    @Override
    public Map<String, String> start() {
        try {
            Surroundings started = new Surroundings();
            surroundings = started;
            Map<String, String> settings = new HashMap<>(started.settings());
            settings.put("quarkus.http.test-port", Integer.toString(FreePorts.find()));
            settings.put("quarkus.management.port", Integer.toString(managementPort));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(PackagedService.class));
    }

    @Override
    public void stop() {
        if (surroundings != null) {
            try {
                surroundings.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Surroundings around() {
        return Objects.requireNonNull(surroundings);
    }

    /** Where health, metrics and the description of the API are. */
    String management() {
        return "http://127.0.0.1:" + managementPort + "/q";
    }
}
