package travel.baboo.messaging.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

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
        Project.copySources(PACKAGE, folder);
        Project.copy(OPENAPI, folder);
        Npm npm = new Npm(folder.resolve(PACKAGE));
        npm.install();
        npm.run("build");
        return new BrowserPackage(npm);
    }

    /** Runs one of the package's scripts; it must end well. */
    void run(String script, Map<String, String> environment) throws IOException, InterruptedException {
        npm.run(script, environment);
    }
}
