package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The relay's copy of the directory: the newest version counts, an erased conversation is gone. */
@QuarkusTest
@TestProfile(DirectoryTest.SlowDirectory.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class DirectoryTest extends RelayTestBase {

    /** Longer than any test waits. */
    public static final class SlowDirectory implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("baboo.relay.lanes.directory-patience", "10m", "baboo.relay.make.make.events", "*");
        }
    }

    @Test
    void anOlderVersionReplacesNoNewerOne() {
        topics.write(entry("second", 2L));
        topics.write(entry("first", 1L));
        topics.write(entry("none", null));
        String other = sid("CH");
        topics.write(new DirectoryEntry(other, null, "behind", "active", null, null, null, null));
        // The same partition or not: what was written last of this conversation is read by then, or is read next.
        await().atMost(PATIENCE).until(() -> known(other).isPresent());
        await().during(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> known(conversation)
                .map(DirectoryEntry::friendlyName)
                .filter("second"::equals)
                .isPresent());
        topics.write(entry("third", 3L));
        await().atMost(PATIENCE).until(() -> known(conversation)
                .map(DirectoryEntry::friendlyName)
                .filter("third"::equals)
                .isPresent());
    }

    @Test
    void aTombstoneDeletes() {
        topics.write(entry("here", 7L));
        await().atMost(PATIENCE).until(() -> known(conversation).isPresent());
        topics.writeTombstone(conversation);
        await().atMost(PATIENCE).until(() -> known(conversation).isEmpty());
    }

    /** Events about users have no conversation that a directory could know: they waited for it all the same. */
    @Test
    void whatBelongsToNoConversationDoesNotWaitForTheDirectory() {
        String user = sid("US");
        publish(
                "onUserUpdated",
                Map.of(
                        "UserSid",
                        user,
                        "Identity",
                        conversation,
                        "DateUpdated",
                        Instant.now().toString()));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(requestsTo(SandboxTestResource.MAKE_HOOK))
                .hasSize(1));
    }

    private Optional<DirectoryEntry> known(String sid) {
        return known.find(sid).await().atMost(PATIENCE);
    }

    private DirectoryEntry entry(String name, @Nullable Long version) {
        return new DirectoryEntry(conversation, null, name, "active", null, null, null, version);
    }
}
