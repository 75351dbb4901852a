package travel.baboo.messaging.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import travel.baboo.messaging.endtoend.Project;

/** k8s/check: nothing that is still to be filled in reaches a cluster, and the page names all of it. */
class PlaceholderTest {

    @TempDir
    Path folder;

    private record Answer(int exitCode, String text) {}

    @BeforeAll
    static void needsKubectl() {
        Manifests.assumeKubectl(PlaceholderTest.class);
    }

    static Stream<String> placeholders() {
        return FilledIn.VALUES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("placeholders")
    void eachThatIsLeftIsFound(String placeholder) throws Exception {
        FilledIn copy = FilledIn.copyTo(folder, List.of(placeholder));

        Answer answer = check(copy, "production");

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.text()).contains(placeholder.replace("value: ", ": "));
    }

    @Test
    void whatIsFilledInIsLetThrough() throws Exception {
        FilledIn copy = FilledIn.copyTo(folder);

        for (String overlay : List.of("production", "staging")) {
            assertThat(check(copy, overlay)).isEqualTo(new Answer(0, overlay + ": nothing is left to fill in.\n"));
        }
    }

    @Test
    void overlaysForTryingNeedNothing() throws Exception {
        FilledIn copy = FilledIn.copyTo(folder);
        Path local = copy.k8s().resolve("overlays/local");
        Files.copy(local.resolve("secrets.env.example"), local.resolve("secrets.env"));

        assertThat(check(copy, "local").exitCode()).isZero();
        assertThat(check(copy, "kind").exitCode()).isZero();
    }

    @Test
    void aRangeInWhichAnyPodCouldChooseItsAddressIsRefused() throws Exception {
        FilledIn copy = FilledIn.copyTo(folder);
        Path settings = copy.k8s().resolve("overlays/production/settings.env");
        Files.writeString(settings, Files.readString(settings).replace("10.20.0.0/20", "10.20.0.0/20,10.0.0.0/8"));

        Answer answer = check(copy, "production");

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.text()).contains("TRUSTED_PROXIES 10.0.0.0/8 is wider than a /16");
    }

    @Test
    void thePageNamesAllOfIt() throws IOException {
        String page = Files.readString(Project.ROOT.resolve("docs/operations.md"));
        int begin = page.indexOf("### What you fill in");
        String section = page.substring(begin, page.indexOf("\n##", begin + 4));

        assertThat(section)
                .contains(
                        "`newName`",
                        "`gatewayClassName`",
                        "`baboo-tls`",
                        "`PUBLIC_BASE_URL`",
                        "`TWILIO_ACCOUNT_SID`",
                        "`TWILIO_MESSAGING_SERVICE_SID`",
                        "`TWILIO_PHONE_NUMBER`",
                        "`JWT_PUBLIC_KEY_LOCATION`",
                        "`JWT_ISSUER`",
                        "`API_ALLOWED_ORIGINS`",
                        "`WIDGET_ALLOWED_ORIGINS`",
                        "`TRUSTED_PROXIES`",
                        "`destinationPath`",
                        "`baboo-backup`",
                        "`release`",
                        "k8s/check");
        assertThat(section.lines().filter(line -> line.matches("\\d+\\. .*"))).hasSizeGreaterThan(6);
    }

    private static Answer check(FilledIn copy, String overlay) throws IOException, InterruptedException {
        Process process = copy.script("check", overlay).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Answer(process.exitValue(), text);
    }
}
