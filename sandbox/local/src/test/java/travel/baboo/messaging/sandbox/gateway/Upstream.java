package travel.baboo.messaging.sandbox.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service behind the gateway: records requests and answers as configured. */
final class Upstream implements AutoCloseable {

    /** A request as it came. */
    record Request(String uri, Headers headers, String body) {}

    /** What to answer, once {@code when} is counted down. */
    record Answer(int status, String body, Map<String, String> headers, CountDownLatch when) {}

    private static final CountDownLatch AT_ONCE = new CountDownLatch(0);

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Answer answer;

    Upstream(String name) {
        answer = new Answer(200, name, Map.of(), AT_ONCE);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI origin() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void answer(int status, String body, Map<String, String> headers) {
        answer = new Answer(status, body, headers, AT_ONCE);
    }

    void hold(CountDownLatch latch) {
        answer = new Answer(200, "late", Map.of(), latch);
    }

    Request onlyRequest() {
        if (requests.size() != 1) {
            throw new AssertionError("Not one request: " + requests);
        }
        return requests.get(0);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
        Answer current = answer;
        try (exchange) {
            current.when().await();
            byte[] bytes = current.body().getBytes(StandardCharsets.UTF_8);
            current.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(current.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
