package travel.baboo.messaging.sandbox.launcher.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Sent;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Writer;

/**
 * People and scenarios who write at a steady rate, regardless of faults. API requests carry an idempotency key and are
 * retried with it until they are acknowledged, as our guides ask of every client.
 */
final class Traffic {

    private static final int FEWEST_WRITERS = 24;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How long a writer keeps trying after the last message was due: longer than any fault and the restart behind it. */
    private static final Duration LAST_TRIES = Duration.ofMinutes(3);

    private final DrillClient client;
    private final DrillSettings settings;
    private final Cast cast;
    private final String run;
    private final Random random;
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final AtomicLong unwritten = new AtomicLong();
    private final ExecutorService writers;
    private volatile long giveUpAt = Long.MAX_VALUE;

    Traffic(DrillClient client, DrillSettings settings, Cast cast, String run) {
        this.client = client;
        this.settings = settings;
        this.cast = cast;
        this.run = run;
        this.random = new Random(settings.seed());
        this.writers = Executors.newFixedThreadPool(Math.max(FEWEST_WRITERS, settings.rate()));
    }

    /** Writes for the drill's length; returns when everything is acknowledged or given up. */
    void run() throws InterruptedException {
        long begun = System.nanoTime();
        long end = begun + settings.length().toNanos();
        long interval = TimeUnit.SECONDS.toNanos(1) / settings.rate();
        try {
            for (long number = 0, due = begun; due < end; number++, due += interval) {
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    LockSupport.parkNanos(wait);
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                submit(number);
            }
            giveUpAt = System.nanoTime() + LAST_TRIES.toNanos();
            writers.shutdown();
            writers.awaitTermination(LAST_TRIES.toSeconds() + 60, TimeUnit.SECONDS);
        } finally {
            writers.shutdownNow();
        }
    }

    /** What was written so far. */
    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** Number of messages that nobody began to write, because earlier ones took until the end. */
    long unwritten() {
        return unwritten.get();
    }

    private void submit(long number) {
        Cast.Pair pair = cast.pair(number, random);
        Visitor visitor = cast.visitor(number, random);
        Writer writer = Writer.drawn(random);
        String body = "drill " + run + " no. " + number;
        writers.execute(() -> {
            if (System.nanoTime() >= giveUpAt) {
                unwritten.incrementAndGet();
                return;
            }
            try {
                boolean acknowledged = writer == Writer.VISITOR ? write(visitor, body) : write(pair, writer, body);
                sent.add(new Sent(body, writer, acknowledged));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Once there is a token, a visitor's message is written once, whether or not Twilio acknowledges it. */
    private boolean write(Visitor visitor, String body) throws InterruptedException {
        while (System.nanoTime() < giveUpAt) {
            try {
                return visitor.write(body);
            } catch (IOException noToken) {
                Thread.sleep(PAUSE.toMillis());
            }
        }
        return false;
    }

    private boolean write(Cast.Pair pair, Writer writer, String body) throws InterruptedException {
        while (System.nanoTime() < giveUpAt) {
            try {
                if (tryToWrite(pair, writer, body)) {
                    return true;
                }
            } catch (IOException noAnswer) {
                // Retried with the same key, except from a phone: the sandbox itself is never broken.
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return false;
    }

    private boolean tryToWrite(Cast.Pair pair, Writer writer, String body) throws IOException, InterruptedException {
        return switch (writer) {
            case TRAVELER ->
                client.send(
                                "POST",
                                settings.sandbox() + "/control/phones/" + pair.phone() + "/messages",
                                Map.of(),
                                Map.of("body", body))
                        .succeeded();
            case EXPERT ->
                client.send(
                                "POST",
                                settings.gateway() + "/api/conversations/" + pair.conversation() + "/messages",
                                withKey(cast.expert(), body),
                                Map.of("body", body))
                        .succeeded();
            case SCENARIO ->
                client.send(
                                "POST",
                                settings.gateway() + "/api/external/messages",
                                withKey(Map.of("X-Api-Key", settings.externalApiKey()), body),
                                Map.of(
                                        "conversationSid",
                                        pair.conversation(),
                                        "sender",
                                        Map.of("role", "bot"),
                                        "body",
                                        body))
                        .succeeded();
            case VISITOR -> throw new IllegalArgumentException("A visitor writes through the SDK");
        };
    }

    private static Map<String, String> withKey(Map<String, String> headers, String body) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Idempotency-Key", body.replace(' ', '-'));
        return all;
    }
}
