package travel.baboo.messaging.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import travel.baboo.messaging.endtoend.Project;

/** The Dockerfiles against the code and what the build leaves behind: all that can be said of an image before there is an engine. */
class ImageTest {

    /** One Dockerfile of one service. */
    record Image(ServiceSettings settings, String kind) {

        Dockerfile file() {
            return Dockerfile.read(
                    Project.ROOT.resolve(settings.service()).resolve("src/main/docker/Dockerfile." + kind));
        }

        @Override
        public String toString() {
            return settings.service() + " " + kind;
        }
    }

    static Stream<Image> images() {
        return ServiceSettings.all().stream()
                .flatMap(settings -> Stream.of(new Image(settings, "jvm"), new Image(settings, "native")));
    }

    static Stream<Path> dockerfiles() {
        return Stream.concat(
                images().map(image -> Project.ROOT
                        .resolve(image.settings().service())
                        .resolve("src/main/docker/Dockerfile." + image.kind())),
                Stream.of(Project.ROOT.resolve("sandbox/twilio/src/main/docker/Dockerfile")));
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void everyBaseImageIsPinnedAndNobodyIsRoot(Path path) {
        Dockerfile file = Dockerfile.read(path);

        file.all("FROM").forEach(from -> assertThat(from.rest()).matches("\\$(RUNTIME_IMAGE)( AS \\w+)?"));
        assertThat(file.pairs("ARG").get("RUNTIME_IMAGE"))
                .matches("[a-z/-]+:\\d+\\.\\d+[\\w.-]*(@sha256:[0-9a-f]{64})?");
        assertThat(file.last("USER")).matches("[1-9]\\d+:[1-9]\\d+");
        assertThat(file.last("STOPSIGNAL")).isEqualTo("SIGTERM");
        List<String> names =
                file.instructions().stream().map(Dockerfile.Instruction::name).toList();
        assertThat(names.subList(names.lastIndexOf("USER"), names.size())).doesNotContain("RUN", "COPY", "ADD");
        assertThat(names).contains("HEALTHCHECK", "ENTRYPOINT");
        assertThat(file.last("ENTRYPOINT"))
                .as("exec form, so that the signal reaches the service")
                .startsWith("[");
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void whatIsCopiedIsThereAfterTheBuildAndReachesTheEngine(Path path) throws IOException {
        for (Dockerfile.Instruction copy : Dockerfile.read(path)
                .all("COPY")
                .filter(copy -> !copy.hasFlag("--from"))
                .toList()) {
            for (String source : copy.sources()) {
                if (source.endsWith("-runner")) {
                    String module = source.substring(0, source.indexOf('/'));
                    assertThat(source).isEqualTo(module + "/target/" + module + "-*-runner");
                    assertThat(ignores(Path.of(source.replace("*", "1.0")))).isFalse();
                } else {
                    assertThat(Project.ROOT.resolve(source)).exists();
                    assertThat(ignores(aFileOf(source))).as(source).isFalse();
                }
            }
        }
    }

    @Test
    void theEngineGetsNothingElse() {
        assertThat(ignores(Path.of(".env"))).isTrue();
        assertThat(ignores(Path.of(".git/config"))).isTrue();
        assertThat(ignores(Path.of("token-service/target/classes/application.properties")))
                .isTrue();
        assertThat(ignores(Path.of(".local/environment/token-service.env"))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("images")
    void portsAndLabelsAreTheServicesOwn(Image image) {
        Dockerfile file = image.file();
        ServiceSettings settings = image.settings();

        assertThat(file.last("EXPOSE")).isEqualTo(settings.port() + " " + settings.managementPort());
        assertThat(file.pairs("ENV"))
                .containsEntry("QUARKUS_HTTP_PORT", Integer.toString(settings.port()))
                .containsEntry("QUARKUS_MANAGEMENT_PORT", Integer.toString(settings.managementPort()));
        assertThat(settings.variables()).containsAll(file.pairs("ENV").keySet());
        assertThat(file.pairs("LABEL"))
                .containsEntry("org.opencontainers.image.title", settings.service())
                .containsKeys(
                        "org.opencontainers.image.description",
                        "org.opencontainers.image.version",
                        "org.opencontainers.image.revision",
                        "org.opencontainers.image.created",
                        "org.opencontainers.image.source",
                        "org.opencontainers.image.base.name");
    }

    @ParameterizedTest
    @MethodSource("images")
    void onlyTheJournalOutlivesTheContainer(Image image) {
        Dockerfile file = image.file();

        if (image.settings().service().equals("webhook-ingest-service")) {
            String journal = file.pairs("ENV").getOrDefault("INGEST_JOURNAL_DIRECTORY", "");
            assertThat(file.last("VOLUME")).isEqualTo("[\"" + journal + "\"]");
            assertThat(file.last("RUN")).contains("install -d -o 10001 -g 10001 -m 0750 " + journal);
        } else {
            assertThat(file.all("VOLUME")).isEmpty();
        }
        if (image.settings().service().equals("conversation-service")) {
            // A volume that is mounted there for the first time takes over whose it is.
            assertThat(file.last("RUN")).contains("install -d -o 10001 -g 10001 -m 0755 /var/lib/baboo/provisioned");
        }
    }

    @Test
    void theTrainingRunHasEverySettingThatAServiceInsistsOn() throws IOException {
        Set<String> given = Files.readString(Project.ROOT.resolve("docker/train"))
                .lines()
                .filter(line -> line.startsWith("export "))
                .flatMap(line -> Stream.of(line.substring("export ".length()).split(" ")))
                .map(pair -> pair.substring(0, pair.indexOf('=')))
                .collect(Collectors.toSet());

        for (ServiceSettings settings : ServiceSettings.all()) {
            assertThat(given).as(settings.service()).containsAll(settings.required());
        }
    }

    private static Path aFileOf(String source) throws IOException {
        try (Stream<Path> files = Files.walk(Project.ROOT.resolve(source))) {
            return Project.ROOT.relativize(
                    files.filter(Files::isRegularFile).findFirst().orElseThrow());
        }
    }

    /** The last pattern that fits counts, as the engine has it. */
    private static boolean ignores(Path file) {
        List<String> patterns;
        try {
            patterns = new ArrayList<>(Files.readAllLines(Project.ROOT.resolve(".dockerignore")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        patterns.removeIf(line -> line.isBlank() || line.startsWith("#"));
        boolean ignored = false;
        for (String pattern : patterns) {
            boolean exception = pattern.startsWith("!");
            PathMatcher matcher =
                    FileSystems.getDefault().getPathMatcher("glob:" + (exception ? pattern.substring(1) : pattern));
            if (matcher.matches(file)) {
                ignored = !exception;
            }
        }
        return ignored;
    }
}
