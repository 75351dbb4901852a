package travel.baboo.messaging.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged service does not start with a setting that is wrong, and says which. */
class StartRefusedIT {

    private static final Path PACKAGE = Path.of("target");

    @ParameterizedTest
    @CsvSource({
        "APP_TOKEN_LIFETIME,      59s,          APP_TOKEN_LIFETIME: a token lives 1 minute to 24 hours",
        "APP_TOKEN_LIFETIME,      86401s,       APP_TOKEN_LIFETIME: a token lives 1 minute to 24 hours",
        "WIDGET_TOKEN_LIFETIME,   25h,          WIDGET_TOKEN_LIFETIME: a token lives 1 minute to 24 hours",
        "BOT_IDENTITIES,          3F2504E0-4f89-41d3-9a0c-0305e82c3301, BOT_IDENTITIES: an identity that is a UUID is a chat widget's",
        "TRUSTED_PROXIES,         10.0.0.0/33,  a prefix has 0 to 32 bits",
        "TWILIO_API_KEY_FILE,     /nowhere,     are given together or not at all",
    })
    void aWrongSettingIsReportedAndEndsTheStart(String name, String value, String message)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
        builder.environment().putAll(settings());
        builder.environment().put(name, value);
        Process process = builder.start();
        try {
            StringBuilder output = new StringBuilder();
            try (BufferedReader reader = process.inputReader()) {
                reader.lines().takeWhile(line -> !isStarted(line)).forEach(line -> output.append(line)
                        .append('\n'));
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("it ended by itself")
                    .isTrue();
            assertThat(process.exitValue()).isNotZero();
            assertThat(output).contains(message);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A service that starts in spite of all would be waited for without end. */
    private static boolean isStarted(String line) {
        return line.contains("Listening on");
    }

    private static Map<String, String> settings() {
        return Map.of(
                "QUARKUS_HTTP_PORT", "0",
                "QUARKUS_MANAGEMENT_PORT", "0",
                "JWT_PUBLIC_KEY_LOCATION", "http://127.0.0.1:1/jwks",
                "JWT_ISSUER", "https://login.example.com",
                "TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001");
    }

    /** How to start what the build packaged: its own note says whether that is a jar or an executable. */
    private static List<String> command() throws IOException {
        Properties packaged = new Properties();
        try (Reader reader = Files.newBufferedReader(PACKAGE.resolve("quarkus-artifact.properties"))) {
            packaged.load(reader);
        }
        String path = PACKAGE.resolve(packaged.getProperty("path")).toString();
        List<String> command = new ArrayList<>();
        if (!"native".equals(packaged.getProperty("type"))) {
            command.addAll(List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-jar"));
        }
        command.add(path);
        return command;
    }
}
