package travel.baboo.messaging.sandbox.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.sandbox.SandboxConfig;
import travel.baboo.messaging.sandbox.SandboxServer;

class ConversationStoryTest {

    @TempDir
    Path folder;

    @Test
    void isNoSuccessWhereNobodyHasSetUpTwilio() throws Exception {
        // given
        List<String> lines = new ArrayList<>();
        try (SandboxServer sandbox = SandboxServer.start(SandboxConfig.forTests())) {
            DemoSettings settings =
                    new DemoSettings("http://127.0.0.1:9", sandbox.twilioOrigin(), "hook", "notices", "key", folder);

            // when
            boolean observed = new ConversationStory(settings, lines::add, Clock.systemUTC()).play();

            // then
            assertThat(observed).isFalse();
            assertThat(lines).anyMatch(line -> line.contains("NOT OBSERVED: No Conversations service"));
        }
    }
}
