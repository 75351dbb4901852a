package travel.baboo.messaging.endtoend;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

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

    public static final Module COMMON = new Module("common", "travel.baboo.messaging.common");
    public static final Module SANDBOX = new Module("sandbox", "travel.baboo.messaging.sandbox");
    public static final List<Module> SERVICES = List.of(
            new Module("token-service", "travel.baboo.messaging.token"),
            new Module("webhook-ingest-service", "travel.baboo.messaging.ingest"),
            new Module("conversation-service", "travel.baboo.messaging.conversation"),
            new Module("relay-service", "travel.baboo.messaging.relay"));

    private Project() {}
}
