package travel.baboo.messaging.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Where things lie in the repository. */
public final class Project {

    public static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("maven.multiModuleProjectDirectory")));

    /** Module folder and the package below the root package. */
    public record Module(String folder, String packageName) {

        public Path classes() {
            return ROOT.resolve(folder).resolve("target/classes");
        }

        public Path sources() {
            return ROOT.resolve(folder).resolve("src/main/java");
        }
    }

    public static final String COMMON_PACKAGE = "travel.baboo.messaging.common";
    public static final Module CONTRACT = new Module("common/contract", COMMON_PACKAGE);

    /** What services with a REST API share beyond {@link #OF_ALL_SERVICES}. */
    public static final Module WEB = new Module("common/web", COMMON_PACKAGE);

    public static final Module TWILIO = new Module("common/twilio", COMMON_PACKAGE);

    /** For services whose admins change something. */
    public static final Module AUDIT = new Module("common/audit", COMMON_PACKAGE);

    public static final Module OF_ALL_SERVICES = new Module("common/service", COMMON_PACKAGE);
    public static final List<Module> COMMON = List.of(CONTRACT, OF_ALL_SERVICES, WEB, AUDIT, TWILIO);
    public static final String SANDBOX_PACKAGE = "travel.baboo.messaging.sandbox";
    public static final Module SANDBOX_TWILIO = new Module("sandbox/twilio", SANDBOX_PACKAGE);
    public static final Module SANDBOX_LOCAL = new Module("sandbox/local", SANDBOX_PACKAGE);
    public static final List<Module> SERVICES = List.of(
            new Module("token-service", "travel.baboo.messaging.token"),
            new Module("webhook-ingest-service", "travel.baboo.messaging.ingest"),
            new Module("conversation-service", "travel.baboo.messaging.conversation"),
            new Module("relay-service", "travel.baboo.messaging.relay"));

    /** Everything that runs in production. */
    public static final List<Module> DEPLOYED =
            Stream.concat(COMMON.stream(), SERVICES.stream()).toList();

    private static final Set<String> MADE = Set.of("node_modules", "dist", ".angular");

    private Project() {}

    /** The source files below a folder, without generated ones, relative to the root and sorted. */
    static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(ROOT::relativize)
                    .filter(file -> MADE.stream().noneMatch(made -> contains(file, made)))
                    .sorted()
                    .toList();
        }
    }

    /** Copies them to the same place below another folder. */
    static void copySources(Path source, Path folder) throws IOException {
        for (Path file : sources(source)) {
            copy(file, folder);
        }
    }

    static void copy(Path file, Path folder) throws IOException {
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        Files.copy(ROOT.resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean contains(Path file, String name) {
        return StreamSupport.stream(file.spliterator(), false)
                .anyMatch(part -> part.toString().equals(name));
    }
}
