package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference names every setting there is, with its default and what it is for. */
class ConfigurationReferenceTest {

    private static final Path PAGE = Project.ROOT.resolve("docs/configuration.md");

    @Test
    void thePageIsWhatTheSourcesSay() throws IOException {
        String reference = ConfigurationReference.write();
        if (System.getProperty("configuration.write") != null) {
            Files.writeString(PAGE, reference);
        }
        assertThat(PAGE).content().isEqualTo(reference);
    }

    @Test
    void everySettingSaysWhatItIsFor() throws IOException {
        List<SettingsSource.Setting> all = new ArrayList<>();
        for (Project.Module module : Project.DEPLOYED) {
            all.addAll(SettingsSource.read(module.sources()));
        }
        assertThat(all).hasSizeGreaterThan(100);
        assertThat(all).filteredOn(setting -> setting.meaning().isEmpty()).isEmpty();
    }
}
