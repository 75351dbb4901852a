package travel.baboo.messaging.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that is generated from the API's description can be used as it is: what is always there, and which values there are, is known. */
class GeneratedClientTest {

    private static final Path RESOURCES = Project.ROOT.resolve("end-to-end/src/test/resources/api-client");

    @TempDir
    Path folder;

    @Test
    void aTypeScriptClientIsGeneratedAndCompiles() throws IOException, InterruptedException {
        for (String file : List.of("usage.ts", "tsconfig.json", "package.json", "package-lock.json")) {
            Files.copy(RESOURCES.resolve(file), folder.resolve(file));
        }
        Files.copy(Project.ROOT.resolve("docs/openapi/conversation-service.yaml"), folder.resolve("openapi.yaml"));
        Npm.assume("nobody generated a client");
        Npm npm = new Npm(folder);
        npm.install();
        npm.compile();
    }
}
