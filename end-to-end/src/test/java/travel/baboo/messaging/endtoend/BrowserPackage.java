package travel.baboo.messaging.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The package for browser apps, built from our OpenAPI in a folder of its own. */
final class BrowserPackage {

    /** Where it is built, and what is built on it: once for all test classes, as npm takes longer than they do. */
    static final Path FOLDER = Project.ROOT.resolve("end-to-end/target/browser");

    private static final Path PACKAGE = Path.of("packages/messaging");
    private static final Path OPENAPI = Path.of("docs/openapi/conversation-service.yaml");

    private final Npm npm;

    private BrowserPackage(Npm npm) {
        this.npm = npm;
    }

    /** Builds it, unless it has been built from the same files. */
    static BrowserPackage build() throws IOException, InterruptedException {
        Npm.assume("nobody ran the package for browser apps");
        Npm npm = new Npm(FOLDER.resolve(PACKAGE));
        Path built = FOLDER.resolve("messaging-built");
        String made = state();
        if (!Files.exists(built) || !Files.readString(built).equals(made)) {
            Project.copySources(PACKAGE, FOLDER);
            Project.copy(OPENAPI, FOLDER);
            npm.install();
            npm.run("build");
            Files.writeString(built, made);
        }
        return new BrowserPackage(npm);
    }

    /** Runs one of the package's scripts; it must end well. */
    void run(String script, Map<String, String> environment) throws IOException, InterruptedException {
        npm.run(script, environment);
    }

    /** What it is made of, with sizes and times. */
    private static String state() throws IOException {
        StringBuilder state = new StringBuilder();
        for (Path file : Stream.concat(Project.sources(PACKAGE).stream(), Stream.of(OPENAPI))
                .toList()) {
            Path whole = Project.ROOT.resolve(file);
            state.append(file).append(' ').append(Files.size(whole)).append(' ');
            state.append(Files.getLastModifiedTime(whole)).append('\n');
        }
        return state.toString();
    }
}
