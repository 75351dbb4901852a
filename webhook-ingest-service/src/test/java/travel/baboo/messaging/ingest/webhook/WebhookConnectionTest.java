package travel.baboo.messaging.ingest.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URL;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;

/** What happens on the connection itself, byte by byte. */
@QuarkusTest
@QuarkusTestResource(value = KafkaTestResource.class, restrictToAnnotatedClass = true)
class WebhookConnectionTest {

    private static final String PATH = "/api/webhooks/twilio-event";
    private static final String FORM = "Host: x\r\nContent-Type: application/x-www-form-urlencoded\r\n";

    @TestHTTPResource
    URL server;

    @Test
    void aConnectionGoesOnAfterWhateverWasRefusedOnIt() throws IOException {
        try (Connection connection = new Connection()) {
            connection.send("POST /api/webhooks/other HTTP/1.1\r\n" + FORM + "Content-Length: 3\r\n\r\na=b");
            assertThat(connection.status()).isEqualTo(404);
            connection.send("POST " + PATH + " HTTP/1.1\r\n" + FORM + "Content-Length: 3\r\n\r\na=b");
            assertThat(connection.status()).isEqualTo(403);
            connection.send("PUT " + PATH + " HTTP/1.1\r\n" + FORM + "Content-Length: 3\r\n\r\na=b");
            assertThat(connection.status()).isEqualTo(405);
            connection.send("HEAD " + PATH + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(connection.statusWithoutBody()).isEqualTo(405);
            connection.send("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\n"
                    + "Content-Length: 4\r\n\r\n<a/>");
            assertThat(connection.status()).isEqualTo(415);
            connection.send("GET " + PATH + "?a=b HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(connection.status()).isEqualTo(403);
        }
    }

    @Test
    void aSenderThatAsksFirstGetsContinue() throws IOException {
        try (Connection connection = new Connection()) {
            connection.send(
                    "POST " + PATH + " HTTP/1.1\r\n" + FORM + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(connection.statusWithoutBody()).isEqualTo(100);
            connection.send("a=b");
            assertThat(connection.status()).isEqualTo(403);
        }
    }

    @Test
    void aBodyInChunksIsReadWhole() throws IOException {
        try (Connection connection = new Connection()) {
            connection.send("POST " + PATH + " HTTP/1.1\r\n" + FORM
                    + "Transfer-Encoding: chunked\r\n\r\n2\r\na=\r\n1\r\nb\r\n0\r\n\r\n");
            assertThat(connection.status()).isEqualTo(403);
        }
    }

    private final class Connection implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader reader;

        Connection() throws IOException {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout(10_000);
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
        }

        int status() throws IOException {
            return read(true);
        }

        int statusWithoutBody() throws IOException {
            return read(false);
        }

        private int read(boolean body) throws IOException {
            int status = Integer.parseInt(reader.readLine().split(" ", 3)[1]);
            int length = 0;
            for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
                if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).trim());
                }
            }
            assertThat(reader.skip(body ? length : 0)).isEqualTo(body ? length : 0);
            return status;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
