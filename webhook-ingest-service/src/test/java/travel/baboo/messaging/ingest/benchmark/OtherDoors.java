package travel.baboo.messaging.ingest.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import travel.baboo.messaging.ingest.process.ServerProcess;
import travel.baboo.messaging.sandbox.embedded.EmbeddedKafkaServer;

/** What else is measured if it is there: the service's native executable, and Express with Twilio's library and kafkajs. */
final class OtherDoors implements AutoCloseable {

    static final String NATIVE = "native";
    static final String EXPRESS = "express";

    private static final Path EXPRESS_FOLDER = Path.of("..", "benchmarks", "express");

    private final Map<String, ServerProcess> doors = new LinkedHashMap<>();

    OtherDoors(Path folder, EmbeddedKafkaServer kafka) throws IOException, InterruptedException {
        Optional<Path> executable = executable();
        if (executable.isPresent()) {
            List<String> command = List.of(executable.get().toString(), "-Xmx256m");
            doors.put(NATIVE, ServerProcess.ingest(command, folder, NATIVE, kafka.bootstrapServers()));
        }
        if (Files.isDirectory(EXPRESS_FOLDER.resolve("node_modules"))) {
            kafka.createTopic("express.events", 6, Map.of());
            List<String> arguments =
                    List.of(kafka.bootstrapServers(), ServerProcess.AUTH_TOKEN, ServerProcess.PUBLIC_BASE_URL);
            doors.put(
                    EXPRESS,
                    ServerProcess.ofProgram(
                            List.of("node", EXPRESS_FOLDER.resolve("server.mjs").toString()),
                            arguments,
                            folder.resolve("express.log")));
        }
    }

    Map<String, ServerProcess> doors() {
        return doors;
    }

    @Override
    public void close() throws IOException {
        for (ServerProcess door : doors.values()) {
            door.close();
        }
    }

    private static Optional<Path> executable() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith("-runner") && Files.isExecutable(file))
                    .findFirst();
        }
    }
}
