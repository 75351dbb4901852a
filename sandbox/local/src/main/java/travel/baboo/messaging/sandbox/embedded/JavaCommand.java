package travel.baboo.messaging.sandbox.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for processes on the Java runtime that runs this one, tuned for a laptop: quick to start, small in memory. */
public final class JavaCommand {

    private static final List<String> LAPTOP_OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m");

    private JavaCommand() {}

    /** Runs a main class on this JVM's own class path. */
    public static List<String> ofMainClass(List<String> jvmOptions, String mainClass, List<String> arguments) {
        List<String> command = start(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /** Runs an executable jar. */
    public static List<String> ofJar(List<String> jvmOptions, Path jar, List<String> arguments) {
        List<String> command = start(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        return List.copyOf(command);
    }

    private static List<String> start(List<String> jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LAPTOP_OPTIONS);
        command.addAll(jvmOptions);
        return command;
    }
}
