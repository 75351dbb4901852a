package travel.baboo.messaging.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which program a service is started as. */
class ServiceProgramsTest {

    @TempDir
    Path project;

    @Test
    void aBuiltExecutableIsRunWithItsArguments() throws IOException {
        Path executable = build(StackService.CONVERSATION);

        Program program =
                new ServicePrograms(project, true).of(StackService.CONVERSATION, "provision", List.of("provision"));

        assertThat(program.command()).containsExactly(executable.toString(), "provision");
    }

    @Test
    void whatIsNotBuiltIsNamedWithTheCommandThatBuildsIt() throws IOException {
        build(StackService.TOKEN);
        build(StackService.RELAY);
        ServicePrograms programs = new ServicePrograms(project, true);

        assertThatThrownBy(() -> programs.requireBuilt(Set.of()))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("conversation-service, webhook-ingest-service")
                .hasMessageContaining(
                        "mvn -DskipTests -Dnative package -pl conversation-service,webhook-ingest-service -am")
                .hasMessageContaining("Nothing was started");
    }

    @Test
    void aServiceThatRunsElsewhereNeedsNoExecutable() throws IOException {
        build(StackService.TOKEN);
        build(StackService.RELAY);
        build(StackService.CONVERSATION);
        ServicePrograms programs = new ServicePrograms(project, true);

        assertThatCode(() -> programs.requireBuilt(Set.of(StackService.WEBHOOK_INGEST)))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutTheOptionTheJarIsRun() throws IOException {
        build(StackService.TOKEN);
        Path jar = StackService.TOKEN.jarIn(project);
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
        ServicePrograms programs = new ServicePrograms(project, false);

        programs.requireBuilt(Set.of());
        assertThat(programs.of(StackService.TOKEN, "token-service", List.of()).command())
                .contains("-jar", jar.toString());
    }

    private Path build(StackService service) throws IOException {
        Path folder =
                Files.createDirectories(project.resolve(service.moduleName()).resolve("target"));
        Path executable = Files.createFile(folder.resolve(service.moduleName() + "-1.0.0-SNAPSHOT-runner"));
        assertThat(executable.toFile().setExecutable(true)).isTrue();
        return executable;
    }
}
