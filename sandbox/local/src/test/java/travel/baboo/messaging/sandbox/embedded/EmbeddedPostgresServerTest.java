package travel.baboo.messaging.sandbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresServerTest {

    @TempDir
    Path folder;

    @Test
    void keepsWhatWasCommittedAcrossARestartOnAnotherPort() throws Exception {
        // given
        PostgresSettings settings = PostgresSettings.temporary()
                .withDataDirectory(folder.resolve("data"))
                .withLogFile(folder.resolve("postgres.log"));
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(settings);
                Connection connection = connect(server, server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE note (words text)");
            statement.execute("INSERT INTO note VALUES ('still here')");
        }

        // when
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(settings);
                Connection connection = connect(server, server.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT words FROM note")) {

            // then
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("still here");
        }
    }

    @Test
    void startsAgainAfterItWasKilled() throws Exception {
        // given
        PostgresSettings settings = PostgresSettings.temporary()
                .withDataDirectory(folder.resolve("data"))
                .withLogFile(folder.resolve("postgres.log"));
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(settings)) {
            List<ProcessHandle> processes = Stream.concat(
                            Stream.of(server.process()), server.process().descendants())
                    .toList();
            server.process().destroyForcibly();
            // Its workers notice that by themselves.
            for (ProcessHandle process : processes) {
                process.onExit().get(10, TimeUnit.SECONDS);
            }
        }

        // when
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(settings);
                Connection connection = connect(server, server.password())) {

            // then
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void refusesAWrongPassword() throws Exception {
        // given
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(PostgresSettings.temporary())) {

            // when, then
            assertThatThrownBy(() -> connect(server, "wrong")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void startsAnewFromADirectoryWhoseInitializationWasCutShort() throws Exception {
        // given
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("PG_VERSION"), "17\n");
        Files.writeString(data.resolve("postgresql.conf"), "");

        // when
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(
                        PostgresSettings.temporary().withDataDirectory(data));
                Connection connection = connect(server, server.password())) {

            // then
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void leavesNeitherProcessNorTemporaryDataWhenClosed() throws Exception {
        // given
        EmbeddedPostgresServer server = EmbeddedPostgresServer.start(PostgresSettings.temporary());
        assertThat(server.dataDirectory()).isNotEmptyDirectory();

        // when
        server.close();

        // then
        assertThat(server.process().isAlive()).isFalse();
        assertThat(server.dataDirectory()).doesNotExist();
    }

    private static Connection connect(EmbeddedPostgresServer server, String password) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), password);
    }
}
