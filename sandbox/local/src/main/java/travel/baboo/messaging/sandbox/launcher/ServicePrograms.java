package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What runs a service: its jar on this JVM or, when asked for, its native executable. */
final class ServicePrograms {

    private final Path project;
    private final boolean nativeExecutables;

    ServicePrograms(Path project, boolean nativeExecutables) {
        this.project = project;
        this.nativeExecutables = nativeExecutables;
    }

    /**
     * Call it before the start.
     *
     * @throws StackException naming the executables that were asked for and are not built, and the command that builds them
     */
    void requireBuilt(Set<StackService> without) throws IOException {
        if (!nativeExecutables) {
            return;
        }
        Set<StackService> missing = EnumSet.noneOf(StackService.class);
        for (StackService service : StackService.values()) {
            // Provisioning is a command of conversation-service, even if the service itself runs elsewhere.
            boolean needed = !without.contains(service) || service == StackService.CONVERSATION;
            if (needed && executable(service).isEmpty()) {
                missing.add(service);
            }
        }
        if (!missing.isEmpty()) {
            String names = missing.stream().map(StackService::moduleName).collect(Collectors.joining(","));
            throw new StackException("There is no native executable of " + names.replace(",", ", ")
                    + ". Nothing was started. With GraalVM or Mandrel 25 this builds it, in some minutes each:\n\n"
                    + "  mvn -DskipTests -Dnative package -pl " + names + " -am\n\n"
                    + "and with Docker instead: the same and -Dquarkus.native.container-build=true. "
                    + "Without --native the services run on this JVM.");
        }
    }

    /** The service as a process of the given name. */
    Program of(StackService service, String name, List<String> arguments) throws IOException {
        if (!nativeExecutables) {
            return Program.ofJar(name, service.jarIn(project), arguments);
        }
        Path executable = executable(service)
                .orElseThrow(() -> new StackException(
                        name + " is not built: there is no native executable of " + service.moduleName()));
        return Program.ofExecutable(name, executable, arguments);
    }

    private Optional<Path> executable(StackService service) throws IOException {
        Path folder = project.resolve(service.moduleName()).resolve("target");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner"))
                    .filter(Files::isExecutable)
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()));
        }
    }
}
