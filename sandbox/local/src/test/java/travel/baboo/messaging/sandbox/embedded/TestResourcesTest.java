package travel.baboo.messaging.sandbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class TestResourcesTest {

    @Test
    void postgresIsStartedOnceAndReachableByItsSettings() throws Exception {
        // given
        Map<String, String> first = new PostgresTestResource().start();

        // when
        Map<String, String> second = new PostgresTestResource().start();

        // then
        assertThat(second).isEqualTo(first);
        String url = "jdbc:postgresql://" + first.get("DATABASE_HOST") + ":" + first.get("DATABASE_PORT") + "/"
                + first.get("DATABASE_NAME");
        try (Connection connection =
                DriverManager.getConnection(url, first.get("DATABASE_USER"), first.get("DATABASE_PASSWORD"))) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void kafkaIsStartedOnceAndReachableByItsSettings() throws Exception {
        // given
        Map<String, String> first = new KafkaTestResource().start();

        // when
        Map<String, String> second = new KafkaTestResource().start();

        // then
        assertThat(second).isEqualTo(first);
        List<String> servers = List.of(first.getOrDefault("kafka.bootstrap.servers", ""));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }
}
