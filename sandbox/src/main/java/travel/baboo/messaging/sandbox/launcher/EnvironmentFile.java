package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** A service's settings as a file for a shell, so that one can run the service in dev mode against the running stack. */
final class EnvironmentFile {

    private final Path file;

    EnvironmentFile(Path directory, StackService service) {
        this.file = directory.resolve(service.moduleName() + ".env");
    }

    void write(SortedMap<String, String> environment) throws IOException {
        String text = environment.entrySet().stream()
                .map(setting -> "export " + setting.getKey() + "=" + quoted(setting.getValue()) + "\n")
                .collect(Collectors.joining());
        Files.writeString(file, text);
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
