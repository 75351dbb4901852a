package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import travel.baboo.messaging.sandbox.embedded.FileTail;

/** Waits until a process says over HTTP that it is ready, and notices at once when it has died instead. */
final class Readiness {

    static final int TAIL_LINES = 25;

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(ANSWER_LIMIT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Cancellation cancellation;
    private final Duration limit;

    Readiness(Cancellation cancellation) {
        this(cancellation, LIMIT);
    }

    /** @param limit until a process must be ready */
    Readiness(Cancellation cancellation, Duration limit) {
        this.cancellation = cancellation;
        this.limit = limit;
    }

    void await(StackProcess process, URI health) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isReady(health)) {
            cancellation.check();
            if (!process.isAlive()) {
                throw new StackException(exitReport(process));
            }
            if (System.nanoTime() > deadline) {
                throw new StackException(
                        process.name() + " was not ready within " + limit.toSeconds() + " s. " + lastWords(process));
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    boolean isReady(URI health) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(health).timeout(ANSWER_LIMIT).build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    static String exitReport(StackProcess process) throws IOException {
        return process.name() + " has ended with exit code " + process.exitCode() + ". " + lastWords(process);
    }

    private static String lastWords(StackProcess process) throws IOException {
        return "The end of " + process.log() + ":\n" + String.join("\n", FileTail.lastLines(process.log(), TAIL_LINES));
    }
}
