package travel.baboo.messaging.sandbox.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * The main class of Kafka's process: formats the storage on the first start, then runs the broker until it is stopped. The only
 * argument is the file with the broker's settings.
 */
final class KafkaMain {

    private KafkaMain() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("Give the file with the broker's settings, and nothing else");
        }
        String settings = arguments[0];
        if (!isFormatted(settings)) {
            format(settings);
        }
        Kafka.main(new String[] {settings});
    }

    private static boolean isFormatted(String settings) throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Files.newInputStream(Path.of(settings))) {
            properties.load(file);
        }
        return Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"));
    }

    private static void format(String settings) {
        String clusterId = Uuid.randomUuid().toString();
        int exitCode = StorageTool.execute(
                new String[] {"format", "--config", settings, "--cluster-id", clusterId, "--ignore-formatted"},
                System.out);
        if (exitCode != 0) {
            throw new IllegalStateException("Kafka's storage cannot be formatted: exit code " + exitCode);
        }
    }
}
