package travel.baboo.messaging.sandbox.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import travel.baboo.messaging.sandbox.embedded.JavaCommand;

/**
 * The program of a process.
 *
 * @param name of the process, its log and its record
 * @param command with its arguments
 * @param classData speeds up the next start; empty where there is none to be had
 */
record Program(String name, List<String> command, Optional<ClassDataArchive> classData) {

    private static final String LASTING_LOAD = "baboo.local.lasting-load";

    /** Both compilers, and room for a million events. */
    private static final List<String> LASTING_OPTIONS = List.of("-XX:TieredStopAtLevel=4", "-Xmx2g");

    Program {
        command = List.copyOf(command);
    }

    /**
     * An executable jar of Quarkus. Its own class loader leaves little for class-data sharing to speed up:
     * half a second for the whole stack, against ten seconds to write the archives.
     */
    static Program ofJar(String name, Path jar, List<String> arguments) {
        if (!Files.isRegularFile(jar)) {
            throw new StackException(name + " is not built: there is no " + jar);
        }
        return new Program(name, JavaCommand.ofJar(extraOptions(), jar, arguments), Optional.empty());
    }

    /** What measurements run every JVM of the stack with instead of a laptop's options: a later option of the same name wins. */
    static List<String> extraOptions() {
        String options = System.getenv().getOrDefault("LOCAL_JAVA_OPTIONS", "");
        return Stream.of(options.split(" ", -1))
                .filter(option -> !option.isBlank())
                .toList();
    }

    /** A native executable: what small memory it wants, it says by itself. */
    static Program ofExecutable(String name, Path executable, List<String> arguments) {
        List<String> command = Stream.concat(Stream.of(executable.toString()), arguments.stream())
                .toList();
        return new Program(name, command, Optional.empty());
    }

    /** A main class of the launcher's own class path. */
    static Program ofMainClass(String name, String mainClass, Path classDataDirectory) throws IOException {
        Optional<ClassDataArchive> classData = ownClassData(name, classDataDirectory);
        List<String> options = optionsWith(classData);
        return new Program(name, JavaCommand.ofMainClass(options, mainClass, List.of()), classData);
    }

    /**
     * Lets what is on the launcher's own class path, the sandbox and Kafka, run for hours under load, instead of starting quickly in
     * little memory: the sandbox keeps every message. Call it before the start.
     */
    static void beginLastingLoad() {
        System.setProperty(LASTING_LOAD, "true");
    }

    /** What a JVM on the launcher's own class path is started with. */
    static List<String> optionsWith(Optional<ClassDataArchive> classData) throws IOException {
        List<String> options = new ArrayList<>();
        if (Boolean.getBoolean(LASTING_LOAD)) {
            options.addAll(LASTING_OPTIONS);
        }
        if (classData.isPresent()) {
            options.addAll(classData.get().options());
        }
        options.addAll(extraOptions());
        return options;
    }

    /** The archive for a process on the launcher's own class path. */
    static Optional<ClassDataArchive> ownClassData(String name, Path classDataDirectory) throws IOException {
        String classPath = System.getProperty("java.class.path");
        if (classPath.contains(File.pathSeparator) || !Files.isRegularFile(Path.of(classPath))) {
            return Optional.empty();
        }
        return Optional.of(new ClassDataArchive(classDataDirectory, name, Path.of(classPath)));
    }
}
