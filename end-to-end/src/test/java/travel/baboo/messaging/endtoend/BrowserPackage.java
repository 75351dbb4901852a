package travel.baboo.messaging.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The package for browser apps, built in a folder of its own from our OpenAPI. */
final class BrowserPackage {

    private static final Path PACKAGE = Path.of("packages/messaging");
    private static final Path OPENAPI = Path.of("docs/openapi/conversation-service.yaml");

    private final Npm npm;

    private BrowserPackage(Npm npm) {
        this.npm = npm;
    }

    static BrowserPackage build(Path folder) throws IOException, InterruptedException {
        Npm.assume("nobody ran the package for browser apps");
        Path source = Project.ROOT.resolve(PACKAGE);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .map(source::relativize)
                    .filter(file -> !file.startsWith("node_modules") && !file.startsWith("dist"))
                    .toList()) {
                copy(PACKAGE.resolve(file), folder);
            }
        }
        copy(OPENAPI, folder);
        Npm npm = new Npm(folder.resolve(PACKAGE));
        npm.install();
        npm.run("build");
        return new BrowserPackage(npm);
    }

    /** Runs one of the package's scripts; it must end well. */
    void run(String script, Map<String, String> environment) throws IOException, InterruptedException {
        npm.run(script, environment);
    }

    private static void copy(Path file, Path folder) throws IOException {
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        Files.copy(Project.ROOT.resolve(file), target);
    }
}
