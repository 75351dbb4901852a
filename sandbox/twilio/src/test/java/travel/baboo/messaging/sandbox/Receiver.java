package travel.baboo.messaging.sandbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Form;

/** A server that notes every request and answers as configured; by default 200 with an empty body. */
final class Receiver implements AutoCloseable {

    /** A request as it came. */
    record Request(String method, String uri, Headers headers, String body) {

        Form form() {
            return Form.parse(body);
        }

        @Nullable
        String field(String name) {
            return form().find(name);
        }

        String event() {
            return String.valueOf(field("EventType"));
        }

        @Nullable
        String header(String name) {
            return headers.getFirst(name);
        }
    }

    /** What to answer; {@code hold} delays it until it is counted down. */
    record Answer(int status, String body, @Nullable CountDownLatch hold) {}

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Queue<Answer> nextAnswers = new ConcurrentLinkedQueue<>();
    private volatile Answer answer = new Answer(200, "", null);
    private volatile Headers answerHeaders = new Headers();

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void answer(int status, String body) {
        answer = new Answer(status, body, null);
    }

    /** Answers the next requests with these statuses, one each. */
    void answerNext(int... statuses) {
        IntStream.of(statuses).forEach(status -> nextAnswers.add(new Answer(status, "", null)));
    }

    void answerHeader(String name, String value) {
        Headers headers = new Headers();
        headers.set(name, value);
        answerHeaders = headers;
    }

    /** Answers nothing until the latch is counted down. */
    void hold(CountDownLatch latch) {
        answer = new Answer(200, "", latch);
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<String> events() {
        return requests.stream().map(Request::event).toList();
    }

    /** Waits until at least this number of requests has arrived. */
    List<Request> await(int count) {
        return Wait.until(this::requests, seen -> seen.size() >= count);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        // Before anybody sees the request and sets the answer to the next one.
        Answer next = nextAnswers.poll();
        Answer current = next == null ? answer : next;
        requests.add(new Request(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
        try {
            if (current.hold() != null) {
                current.hold().await();
            }
            byte[] bytes = current.body().getBytes(StandardCharsets.UTF_8);
            answerHeaders.forEach(
                    (name, values) -> exchange.getResponseHeaders().put(name, values));
            exchange.sendResponseHeaders(current.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }
}
