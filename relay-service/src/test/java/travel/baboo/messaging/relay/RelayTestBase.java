package travel.baboo.messaging.relay;

import static org.awaitility.Awaitility.await;

import jakarta.inject.Inject;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.relay.directory.DirectoryRepository;
import travel.baboo.messaging.sandbox.SandboxTestResource;

/** The scene with the relay in the test's own process. */
public abstract class RelayTestBase extends RelayScene {

    @Inject
    TopicWriter topics;

    @Inject
    DirectoryRepository known;

    @ConfigProperty(name = SandboxTestResource.ORIGIN)
    String sandbox = "";

    @Override
    protected TopicWriter topics() {
        return topics;
    }

    @Override
    protected String sandboxOrigin() {
        return sandbox;
    }

    /** What is sent next finds it known. */
    @Override
    protected void directory(String of, String channel, @Nullable String address) {
        super.directory(of, channel, address);
        await().atMost(PATIENCE).until(() -> known.find(of)
                .await()
                .atMost(PATIENCE)
                .map(DirectoryEntry::traveler)
                .filter(traveler -> Objects.equals(address, traveler.address()))
                .isPresent());
    }
}
