package travel.baboo.messaging.sandbox.launcher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The four services of the system, each known by the name of its module. */
enum StackService {
    TOKEN("token-service", 8081),
    CONVERSATION("conversation-service", 8082),
    WEBHOOK_INGEST("webhook-ingest-service", 8083),
    RELAY("relay-service", 8084);

    private static final int MANAGEMENT_DISTANCE = 1000;

    private final String moduleName;
    private final int port;

    StackService(String moduleName, int port) {
        this.moduleName = moduleName;
        this.port = port;
    }

    static Optional<StackService> find(String moduleName) {
        return Arrays.stream(values())
                .filter(service -> service.moduleName.equals(moduleName))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(StackService::moduleName).collect(Collectors.joining(", "));
    }

    String moduleName() {
        return moduleName;
    }

    int port() {
        return port;
    }

    int managementPort() {
        return port + MANAGEMENT_DISTANCE;
    }

    Path jarIn(Path project) {
        return project.resolve(moduleName).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
