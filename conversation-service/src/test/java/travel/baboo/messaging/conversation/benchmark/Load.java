package travel.baboo.messaging.conversation.benchmark;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Requests at a fixed rate, whether or not the earlier ones were answered. A time counts from when the request was due, so that
 * a stall shows in every request that it delayed.
 */
final class Load {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI origin;
    private final int rate;

    Load(URI origin, int rate) {
        this.origin = origin;
        this.rate = rate;
    }

    /** A call. */
    record Call(String path, String token) {}

    /**
     * What was measured.
     *
     * @param millis of each answer, ascending
     */
    record Result(double[] millis, int failures) {

        double p50() {
            return at(0.5);
        }

        double p99() {
            return at(0.99);
        }

        private double at(double share) {
            return millis.length == 0 ? 0 : millis[(int) (share * millis.length)];
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%6d answers, p50 %6.1f, p99 %6.1f, max %6.1f ms",
                    millis.length,
                    p50(),
                    p99(),
                    millis.length == 0 ? 0 : millis[millis.length - 1]);
        }
    }

    Result run(int seconds, IntFunction<Call> calls) {
        ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
        AtomicInteger failures = new AtomicInteger();
        List<CompletableFuture<?>> all = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < seconds * rate; i++) {
            long due = start + i * 1_000_000_000L / rate;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            Call call = calls.apply(i);
            HttpRequest request = HttpRequest.newBuilder(origin.resolve(call.path()))
                    .header("Authorization", "Bearer " + call.token())
                    .timeout(Duration.ofSeconds(30))
                    .build();
            all.add(client.sendAsync(request, BodyHandlers.ofByteArray()).handle((answer, failure) -> {
                nanos.add(System.nanoTime() - due);
                if (failure != null || answer.statusCode() != 200) {
                    failures.incrementAndGet();
                }
                return null;
            }));
        }
        all.forEach(CompletableFuture::join);
        return new Result(
                nanos.stream().mapToDouble(time -> time / 1e6).sorted().toArray(), failures.get());
    }
}
