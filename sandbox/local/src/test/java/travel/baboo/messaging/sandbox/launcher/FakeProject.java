package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import travel.baboo.messaging.sandbox.embedded.JavaCommand;

/** A folder that looks to the launcher like the repository after a build, with services that start in no time. */
final class FakeProject {

    private final Path folder;
    private final int portOffset = freeOffset();

    FakeProject(Path folder) throws IOException, URISyntaxException {
        this.folder = folder;
        for (StackService service : StackService.values()) {
            writeJar(service.jarIn(folder));
        }
    }

    LocalFiles files() {
        return new LocalFiles(folder);
    }

    StackPorts ports() {
        return new StackPorts(portOffset);
    }

    /** Runs the launcher in a process of its own, as the script does. */
    LauncherProcess launch(Map<String, String> environment, String verb, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(verb));
        if (verb.equals("up")) {
            arguments.addAll(List.of("--port-offset", Integer.toString(portOffset)));
        }
        arguments.addAll(List.of(options));
        List<String> command =
                JavaCommand.ofMainClass(List.of("-Dbaboo.project=" + folder), LocalMain.class.getName(), arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new LauncherProcess(builder.start());
    }

    LauncherProcess launch(String verb, String... options) throws IOException {
        return launch(Map.of(), verb, options);
    }

    /** Below the ports that the system hands out to clients. */
    private static int freeOffset() {
        while (true) {
            int offset = ThreadLocalRandom.current().nextInt(10_000, 20_000);
            if (PortCheck.findTaken(new StackPorts(offset).purposes(Set.of())).isEmpty()) {
                return offset;
            }
        }
    }

    private static void writeJar(Path jar) throws IOException, URISyntaxException {
        Path classes = Path.of(FakeService.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        manifest.getMainAttributes()
                .put(Attributes.Name.CLASS_PATH, classes.toUri().toString());
        Files.createDirectories(jar.getParent());
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }
}
