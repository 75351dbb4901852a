package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
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
        Files.deleteIfExists(file);
        ownersOnly(Files.createFile(file));
        Files.writeString(file, text);
    }

    /** A real account's secrets may be in it. */
    private static void ownersOnly(Path file) throws IOException {
        PosixFileAttributeView attributes = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (attributes != null) {
            attributes.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
