package travel.baboo.messaging.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisioningTest {

    @TempDir
    Path folder;

    @Test
    void takesTheSettingsFromAmongTheLogLines() throws Exception {
        // given
        Path output = Files.writeString(
                folder.resolve("out"),
                """
                2026-08-11 13:03:28 INFO  Starting
                {"message":"a=b"}
                TWILIO_CONVERSATIONS_SERVICE_SID=IS1
                TWILIO_SERVICE_USER_ROLE=RL2
                """);

        // when, then
        assertThat(Provisioning.settingsIn(output))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("TWILIO_CONVERSATIONS_SERVICE_SID", "IS1", "TWILIO_SERVICE_USER_ROLE", "RL2"));
    }

    @Test
    void anOutputWithoutTheServiceIsNoSuccess() throws Exception {
        // given
        Path output = Files.writeString(folder.resolve("out"), "done\n");

        // when, then
        assertThatThrownBy(() -> Provisioning.settingsIn(output))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("TWILIO_CONVERSATIONS_SERVICE_SID");
    }
}
