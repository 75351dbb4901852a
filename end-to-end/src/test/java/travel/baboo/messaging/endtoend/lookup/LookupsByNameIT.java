package travel.baboo.messaging.endtoend.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import travel.baboo.messaging.endtoend.BorrowedStack;
import travel.baboo.messaging.endtoend.Project;

/**
 * The packaged services run the whole story under an agent that records what the libraries look up by name. A name that is neither
 * registered for native executables nor known to be harmless fails the test, with the place of the look-up, without a native compiler.
 */
class LookupsByNameIT {

    private static final int MINUTES = 6;
    private static final String WIDGET = "/chat-widget?identity=3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    private static final String REGISTER = "io.quarkus.runtime.annotations.RegisterForReflection";

    @TempDir
    Path folder;

    @Test
    void whateverALibraryLooksUpByNameIsRegisteredOrKnown() throws Exception {
        Path records = Files.createDirectory(folder.resolve("records"));
        try (BorrowedStack stack = new BorrowedStack(Files.createDirectory(folder.resolve("stack")))) {
            Process up = stack.start("up", Map.of("JDK_JAVA_OPTIONS", option(records)), stack.portOffset());
            try {
                stack.awaitReady(up);
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://localhost:" + stack.port(8080) + WIDGET))
                                        .build(),
                                BodyHandlers.ofString());
                Process demo = stack.start("demo", Map.of());
                assertThat(demo.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
                assertThat(demo.exitValue()).as(stack.log("demo")).isZero();
            } finally {
                BorrowedStack.end(up);
            }
        }
        Set<String> unknown = new TreeSet<>();
        Set<String> registered = registered();
        List<Pattern> known = known();
        for (String line : lookups(records)) {
            String[] parts = line.split("\t", 3);
            if (!registered.contains(parts[1])
                    && known.stream().noneMatch(pattern -> pattern.matcher(line).matches())) {
                unknown.add(line);
            }
        }
        assertThat(lookups(records))
                .as("the agent has seen something")
                .anyMatch(line -> line.contains("caffeine.cache.SSMSA"));
        assertThat(unknown)
                .as("kind, what, and who looks it up: register it, or say in native/lookups.txt why it does no harm")
                .isEmpty();
    }

    private static List<String> lookups(Path records) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(records)) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    /** Patterns of whole lines that do no harm; what stands behind {@code --} is the reason. */
    private static List<Pattern> known() throws IOException {
        return Files.readAllLines(Project.ROOT.resolve("end-to-end/src/test/resources/native/lookups.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s+--\\s+", 2))
                .peek(parts -> assertThat(parts).as("a reason behind --").hasSize(2))
                .map(parts -> Pattern.compile(parts[0].strip().replaceAll("\\s+", "\t")))
                .toList();
    }

    private static Set<String> registered() {
        Set<String> registered = new TreeSet<>();
        new ClassFileImporter()
                        .importPaths(Project.DEPLOYED.stream()
                                .map(Project.Module::classes)
                                .toList())
                        .stream()
                        .flatMap(type -> type.tryGetAnnotationOfType(REGISTER).stream())
                        .forEach(annotation -> {
                            annotation.get("classNames").ifPresent(names -> Arrays.stream((Object[]) names)
                                    .map(String::valueOf)
                                    .forEach(registered::add));
                            annotation.get("targets").ifPresent(targets -> Arrays.stream((Object[]) targets)
                                    .map(target -> ((JavaClass) target).getName())
                                    .forEach(registered::add));
                        });
        return registered;
    }

    private String option(Path records) throws IOException, URISyntaxException {
        List<String> observed = Libraries.listed().stream()
                .filter(library -> library.kind().equals("ours"))
                .map(library -> library.pattern().pattern())
                .toList();
        // The stack makes archives of class data, which the JVM refuses with an agent otherwise.
        return "-XX:+UnlockDiagnosticVMOptions -XX:+AllowArchivingWithJavaAgent -javaagent:" + agent() + "=" + records
                + "|" + Files.write(folder.resolve("observed"), observed);
    }

    /** The agent with what it needs, in one jar. */
    private Path agent() throws IOException, URISyntaxException {
        Path jar = folder.resolve("agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), LookupAgent.class.getName());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            Path classes = Path.of(LookupAgent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Class<?> type : List.of(LookupAgent.class, LookupRecorder.class)) {
                try (Stream<Path> parts =
                        Files.list(classes.resolve(type.getPackageName().replace('.', '/')))) {
                    for (Path part : parts.filter(
                                    path -> path.getFileName().toString().startsWith(type.getSimpleName()))
                            .toList()) {
                        out.putNextEntry(new JarEntry(classes.relativize(part).toString()));
                        Files.copy(part, out);
                    }
                }
            }
            Path asm = Path.of(ClassReader.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (JarFile library = new JarFile(asm.toFile())) {
                for (JarEntry entry : library.stream()
                        .filter(found -> found.getName().startsWith("org/objectweb/"))
                        .toList()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    try (InputStream in = library.getInputStream(entry)) {
                        in.transferTo(out);
                    }
                }
            }
        }
        return jar;
    }
}
