package travel.baboo.messaging.sandbox.launcher.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log that keeps only its newest entries, like the sandbox's logs. */
class FollowedLogTest {

    private static final int KEPT = 3;

    private HttpServer server;
    private FollowedLog log;
    private volatile long written;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = answer(exchange.getRequestURI().getQuery()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        log = new FollowedLog(
                new DrillClient(), "http://localhost:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String answer(String query) {
        long after = query.startsWith("after=") ? Long.parseLong(query.substring(6)) : written - 1;
        return LongStream.rangeClosed(Math.max(after, written - KEPT) + 1, written)
                .mapToObj(number -> "{\"number\":" + number + "}")
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    @Test
    void readsEachEntryOnce() throws Exception {
        assertThat(log.next()).isEmpty();
        written = 2;
        assertThat(log.next()).hasSize(2);
        assertThat(log.next()).isEmpty();
        written = 5;
        assertThat(log.next()).hasSize(3);
        assertThat(log.last()).isEqualTo(5);
    }

    @Test
    void leavesOutWhatWasThereBefore() throws Exception {
        written = 7;
        log.begin();
        assertThat(log.next()).isEmpty();
        written = 8;
        assertThat(log.next()).hasSize(1);
    }

    /** A drill that read too late counted less than was sent, and accused the services. */
    @Test
    void failsWhenEntriesAreGoneBeforeTheyWereRead() throws Exception {
        written = 1;
        log.next();
        written = 6;
        assertThatThrownBy(log::next).isInstanceOf(IOException.class).hasMessageContaining("the entries 2 to 3");
    }

    @Test
    void anEmptyLogHasNothingToLeaveOut() throws Exception {
        log.begin();
        written = 1;
        assertThat(log.next()).hasSize(1);
        assertThat(log.last()).isEqualTo(1);
    }
}
