package travel.baboo.messaging.sandbox.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measurements and runs as JSON files. */
final class RunFiles {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private RunFiles() {}

    static void write(Path file, Object content) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(content) + "\n");
    }

    static Measurements readMeasurements(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Measurements.class);
    }

    static Run readRun(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Run.class);
    }
}
