package travel.baboo.messaging.relay.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpSenderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8");

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aHostThatLeadsInsideIsNotConnectedTo() {
        AtomicInteger requests = new AtomicInteger();
        int port = serve(new HttpServerOptions(), request -> requests.incrementAndGet());
        HttpSender sender = sender(List.of(), "http://hook.example.com:" + port + "/x", "127.0.0.1", null);
        assertThatThrownBy(() -> post(sender, PATIENCE)).hasRootCauseInstanceOf(ForbiddenAddressException.class);
        assertThat(requests).hasValue(0);
    }

    @Test
    void anIpv4AddressInIpv6ClothesIsSeenThrough() {
        HttpSender sender = sender(List.of(), "http://hook.example.com:1/x", "::ffff:10.0.0.1", null);
        assertThatThrownBy(() -> post(sender, PATIENCE)).hasRootCauseInstanceOf(ForbiddenAddressException.class);
    }

    @Test
    void theCheckedAddressIsConnectedToAndTheHostKeepsItsName() {
        AtomicReference<String> host = new AtomicReference<>();
        int port = serve(new HttpServerOptions(), request -> {
            host.set(request.getHeader("Host"));
            request.response().end("Accepted");
        });
        AtomicInteger lookups = new AtomicInteger();
        // The second look-up would lead elsewhere; there is none.
        HttpSender sender = senders(LOOPBACK)
                .make(
                        "make",
                        URI.create("http://hook.example.com:" + port + "/x?y=z"),
                        4,
                        name -> addresses(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "10.0.0.1"),
                        null);
        assertThat(post(sender, PATIENCE).body()).isEqualTo("Accepted");
        assertThat(post(sender, PATIENCE).status()).isEqualTo(200);
        assertThat(host).hasValue("hook.example.com:" + port);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void tlsIsForTheNameNotForTheAddress() throws IOException, InterruptedException {
        PfxOptions right = certificate("hook.example.com");
        AtomicReference<String> sni = new AtomicReference<>();
        int port = serve(new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(right), request -> {
            sni.set(request.connection().indicatedServerName());
            request.response().end("Accepted");
        });
        HttpSender sender = sender(LOOPBACK, "https://hook.example.com:" + port + "/x", "127.0.0.1", right);
        assertThat(post(sender, PATIENCE).status()).isEqualTo(200);
        assertThat(sni).hasValue("hook.example.com");
        HttpSender other = sender(LOOPBACK, "https://other.example.com:" + port + "/x", "127.0.0.1", right);
        assertThatThrownBy(() -> post(other, PATIENCE))
                .isInstanceOf(CompletionException.class)
                .satisfies(failure -> assertThat(HttpSender.reason(Objects.requireNonNull(failure.getCause())))
                        .isEqualTo("tls-failed"));
    }

    @Test
    void redirectsAreNotFollowed() {
        AtomicInteger requests = new AtomicInteger();
        int port = serve(new HttpServerOptions(), request -> {
            requests.incrementAndGet();
            request.response()
                    .setStatusCode(307)
                    .putHeader("Location", "/elsewhere")
                    .end();
        });
        HttpSender sender = sender(LOOPBACK, "http://hook.example.com:" + port + "/x", "127.0.0.1", null);
        assertThat(post(sender, PATIENCE).status()).isEqualTo(307);
        assertThat(requests).hasValue(1);
    }

    @Test
    void noMoreThan64KilobytesOfAnAnswerAreRead() {
        int port = serve(new HttpServerOptions(), request -> {
            request.response().setChunked(true);
            writeOn(request, 0);
        });
        HttpSender sender = sender(LOOPBACK, "http://hook.example.com:" + port + "/x", "127.0.0.1", null);
        assertThat(post(sender, PATIENCE).body()).hasSize(64 * 1024);
    }

    /** Without end, as long as the other side reads. */
    private void writeOn(HttpServerRequest request, int count) {
        if (!request.response().closed() && count < 100_000) {
            request.response()
                    .write("z".repeat(8 * 1024))
                    .onSuccess(done -> vertx.runOnContext(next -> writeOn(request, count + 1)));
        }
    }

    @Test
    void aTrickleEndsWithTheTimeOutOfTheWhole() {
        int port = serve(new HttpServerOptions(), request -> {
            request.response().setChunked(true).write(".");
            vertx.setPeriodic(50, tick -> {
                if (request.response().closed()) {
                    vertx.cancelTimer(tick);
                } else {
                    request.response().write(".");
                }
            });
        });
        HttpSender sender = sender(LOOPBACK, "http://hook.example.com:" + port + "/x", "127.0.0.1", null);
        assertThatThrownBy(() -> post(sender, Duration.ofMillis(400)))
                .satisfies(failure -> assertThat(HttpSender.reason(Objects.requireNonNull(failure.getCause())))
                        .isEqualTo("timed-out"));
    }

    @Test
    void whatCannotBeReachedHasItsWord() {
        HttpSender unknown = senders(LOOPBACK)
                .make(
                        "make",
                        URI.create("http://hook.example.com:1/x"),
                        4,
                        name -> {
                            throw new UnknownHostException("unknown");
                        },
                        null);
        assertThatThrownBy(() -> post(unknown, PATIENCE))
                .satisfies(failure -> assertThat(HttpSender.reason(Objects.requireNonNull(failure.getCause())))
                        .isEqualTo("unreachable"));
        HttpSender refused = sender(LOOPBACK, "http://hook.example.com:1/x", "127.0.0.1", null);
        assertThatThrownBy(() -> post(refused, PATIENCE))
                .satisfies(failure -> assertThat(HttpSender.reason(Objects.requireNonNull(failure.getCause())))
                        .isEqualTo("unreachable"));
    }

    /** One dead address of several was enough to make a host unreachable. */
    @Test
    void everyAllowedAddressOfAHostIsTriedUntilOneCanBeConnectedTo() {
        AtomicInteger requests = new AtomicInteger();
        int port = serve(new HttpServerOptions(), request -> {
            requests.incrementAndGet();
            request.response().end("Accepted");
        });
        HttpSender sender = senders(LOOPBACK)
                .make(
                        "make",
                        URI.create("http://hook.example.com:" + port + "/x"),
                        4,
                        // Nothing listens at the first two; the third must not be used.
                        name -> new InetAddress[] {
                            addresses("127.0.0.2")[0],
                            addresses("127.0.0.3")[0],
                            addresses("10.0.0.1")[0],
                            addresses("127.0.0.1")[0]
                        },
                        null);
        assertThat(post(sender, PATIENCE).body()).isEqualTo("Accepted");
        assertThat(requests).hasValue(1);
    }

    private static HttpSender.Answer post(HttpSender sender, Duration timeout) {
        return sender.post(Map.of("a", "b"), "{}", timeout)
                .subscribeAsCompletionStage()
                .join();
    }

    private HttpSender sender(List<String> allowed, String url, String address, @Nullable PfxOptions trust) {
        return senders(allowed).make("make", URI.create(url), 4, name -> addresses(address), (TrustOptions) trust);
    }

    private HttpSenders senders(List<String> allowed) {
        TestNetwork network = new TestNetwork(true, allowed);
        return new HttpSenders(vertx, Clock.systemUTC(), network, new AddressPolicy(network));
    }

    private static InetAddress[] addresses(String address) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName(address)};
    }

    private int serve(HttpServerOptions options, Consumer<HttpServerRequest> handler) {
        HttpServer server = vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> request.body().onSuccess(body -> handler.accept(request)));
        return server.listen().toCompletionStage().toCompletableFuture().join().actualPort();
    }

    private PfxOptions certificate(String name) throws IOException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "hook",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        return new PfxOptions().setPath(store.toString()).setPassword("changeit");
    }
}
