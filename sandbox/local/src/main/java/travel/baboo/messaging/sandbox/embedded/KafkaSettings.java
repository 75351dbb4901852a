package travel.baboo.messaging.sandbox.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Settings of an embedded Kafka.
 *
 * @param port TCP port for clients on the loopback interface, 0 for any free one
 * @param controllerPort TCP port of the controller that runs in the same process, 0 for any free one
 * @param dataDirectory where topics survive the server; empty for a temporary one that is deleted when the server is closed
 * @param logFile what the server prints is appended here; empty for a file beside the data
 * @param partitions of a topic that a client creates without saying how many
 * @param jvmOptions for the server's own JVM, for instance a class-data archive
 */
public record KafkaSettings(
        int port,
        int controllerPort,
        Optional<Path> dataDirectory,
        Optional<Path> logFile,
        int partitions,
        List<String> jvmOptions) {

    private static final int HIGHEST_PORT = 65_535;
    private static final int DEFAULT_PARTITIONS = 6;

    public KafkaSettings {
        requirePort(port);
        requirePort(controllerPort);
        if (port != 0 && port == controllerPort) {
            throw new IllegalArgumentException("Clients and controller cannot share port " + port);
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("A topic needs a partition, not " + partitions);
        }
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** A server for a test: any ports, six partitions a topic, data deleted at the end. */
    public static KafkaSettings temporary() {
        return new KafkaSettings(0, 0, Optional.empty(), Optional.empty(), DEFAULT_PARTITIONS, List.of());
    }

    public KafkaSettings withPorts(int newPort, int newControllerPort) {
        return new KafkaSettings(newPort, newControllerPort, dataDirectory, logFile, partitions, jvmOptions);
    }

    public KafkaSettings withDataDirectory(Path newDataDirectory) {
        return new KafkaSettings(port, controllerPort, Optional.of(newDataDirectory), logFile, partitions, jvmOptions);
    }

    public KafkaSettings withLogFile(Path newLogFile) {
        return new KafkaSettings(port, controllerPort, dataDirectory, Optional.of(newLogFile), partitions, jvmOptions);
    }

    public KafkaSettings withPartitions(int newPartitions) {
        return new KafkaSettings(port, controllerPort, dataDirectory, logFile, newPartitions, jvmOptions);
    }

    public KafkaSettings withJvmOptions(List<String> newJvmOptions) {
        return new KafkaSettings(port, controllerPort, dataDirectory, logFile, partitions, newJvmOptions);
    }

    private static void requirePort(int port) {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("Not a port: " + port);
        }
    }
}
