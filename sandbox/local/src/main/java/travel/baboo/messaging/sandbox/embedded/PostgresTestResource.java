package travel.baboo.messaging.sandbox.embedded;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;

/**
 * A real PostgreSQL for {@code @QuarkusTest}, one for all test classes of a JVM: a test cleans up after itself or uses unique
 * names. The server stops with the JVM.
 */
public final class PostgresTestResource implements QuarkusTestResourceLifecycleManager {

    /** System property for benchmarks: the directory of data that are to stay, instead of a temporary one. */
    private static final String DATA = "baboo.postgres.data";

    private static final OncePerJvm SERVER = new OncePerJvm("baboo.test.postgres");

    @Override
    public Map<String, String> start() {
        return SERVER.describe(() -> {
            EmbeddedPostgresServer server = EmbeddedPostgresServer.start(settings());
            return new OncePerJvm.StartedServer(server, configurationOf(server));
        });
    }

    /** The server stays for the next test class. */
    @Override
    public void stop() {}

    private static PostgresSettings settings() {
        String data = System.getProperty(DATA);
        PostgresSettings temporary = PostgresSettings.temporary();
        return data == null ? temporary : temporary.withDataDirectory(Path.of(data));
    }

    private static Map<String, String> configurationOf(EmbeddedPostgresServer server) {
        return Map.of(
                "DATABASE_HOST", server.host(),
                "DATABASE_PORT", Integer.toString(server.port()),
                "DATABASE_NAME", server.database(),
                "DATABASE_USER", server.user(),
                "DATABASE_PASSWORD", server.password());
    }
}
