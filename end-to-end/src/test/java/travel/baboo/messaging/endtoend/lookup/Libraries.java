package travel.baboo.messaging.endtoend.lookup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import travel.baboo.messaging.endtoend.Project;

/**
 * The list of libraries without native metadata of their own: {@code native/libraries.txt}. A line is a kind, a pattern of file names and a
 * reason. {@code framework}: Quarkus' extensions know what they look up. {@code ours}: only we do, and they are observed.
 */
final class Libraries {

    record Library(String kind, Pattern pattern, String reason) {}

    private Libraries() {}

    static List<Library> listed() throws IOException {
        List<Library> libraries = new ArrayList<>();
        for (String line :
                Files.readAllLines(Project.ROOT.resolve("end-to-end/src/test/resources/native/libraries.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.strip().split("\\s+", 3);
                if (parts.length < 3 || !Set.of("framework", "ours").contains(parts[0])) {
                    throw new IOException("No kind, pattern and reason: " + line);
                }
                libraries.add(new Library(parts[0], Pattern.compile(parts[1] + "-[0-9].*\\.jar"), parts[2]));
            }
        }
        return libraries;
    }

    /** The files of a service's libraries that are neither an extension's nor carry metadata. */
    static Set<String> withoutMetadata(Project.Module service) throws IOException {
        Set<String> without = new TreeSet<>();
        try (Stream<Path> files =
                Files.list(Project.ROOT.resolve(service.folder()).resolve("target/quarkus-app/lib/main"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jar")).toList()) {
                if (!file.getFileName().toString().startsWith("travel.baboo.") && !hasMetadata(file)) {
                    without.add(file.getFileName().toString());
                }
            }
        }
        return without;
    }

    private static boolean hasMetadata(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream()
                    .anyMatch(entry -> entry.getName().startsWith("META-INF/native-image/")
                            || entry.getName().equals("META-INF/quarkus-extension.properties"));
        }
    }
}
