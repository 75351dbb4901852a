package travel.baboo.messaging.sandbox.launcher.drill;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One drill from the first message to the proof. */
public final class Drill {

    /** Longer than the reconciler needs to find what no webhook reported, and the relay to repeat what failed. */
    private static final Duration SHORTEST_QUIET_LIMIT = Duration.ofMinutes(5);

    /** Of the time of writing: reading all places, and what has piled up, takes longer after a long drill. */
    private static final int QUIET_LIMIT_SHARE = 4;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);

    private final DrillSettings settings;
    private final Processes processes;
    private final Clock clock;
    private final Consumer<String> say;
    private final DrillClient client = new DrillClient();

    /** @param say prints a line */
    public Drill(DrillSettings settings, Processes processes, Clock clock, Consumer<String> say) {
        this.settings = settings;
        this.processes = processes;
        this.clock = clock;
        this.say = say;
    }

    /**
     * Runs it on a stack that is ready.
     *
     * @throws IOException if something cannot be broken, repaired or read, which proves nothing
     */
    public DrillReport run() throws IOException, InterruptedException {
        String run = Long.toString(clock.millis(), Character.MAX_RADIX);
        Cast cast = Cast.assemble(client, settings, run);
        FaultPlan plan = FaultPlan.of(settings.seed(), settings.length(), processes.targets(), settings.eventStream());
        say.accept("Seed " + settings.seed() + ": " + plan.faults().size() + " faults, " + plan.kills()
                + " processes ended by kill -9, while " + settings.rate() + " messages a second are written for "
                + settings.length().toSeconds() + " s.");
        Traffic traffic = new Traffic(client, settings, cast, run);
        Breaker breaker = new Breaker(client, settings, processes, clock);
        Places places = new Places(client, settings, cast);
        places.begin();
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> following = inBackground("drill-logs", () -> followUntil(ended, places));
        Instant begun = clock.instant();
        writeAndBreak(plan, traffic, breaker, following);
        Instant written = clock.instant();
        say.accept(traffic.sent().size() + " messages are written, "
                + breaker.episodes().size() + " faults are over. Waiting until everything has arrived …");
        Evidence evidence = awaitQuiet(traffic, places, written);
        ended.set(true);
        join(following);
        return new DrillReport(
                settings,
                begun,
                written,
                breaker.episodes(),
                plan.faults().size(),
                leftOut(),
                traffic.unwritten(),
                places.webhooks(),
                places.streamed(),
                evidence,
                Proof.of(evidence));
    }

    private List<FaultKind> leftOut() {
        return Arrays.stream(FaultKind.values())
                .filter(FaultKind::concernsAProcess)
                .filter(kind -> processes.targets().of(kind).isEmpty())
                .toList();
    }

    private static void followUntil(AtomicBoolean ended, Places places) throws IOException, InterruptedException {
        while (!ended.get()) {
            places.follow();
            Thread.sleep(LOOK_EVERY.toMillis());
        }
    }

    private void writeAndBreak(FaultPlan plan, Traffic traffic, Breaker breaker, CompletableFuture<Void> following)
            throws IOException, InterruptedException {
        breaker.beginSteadily();
        CompletableFuture<Void> writing = inBackground("drill-traffic", traffic::run);
        CompletableFuture<Void> breaking = inBackground("drill-faults", () -> breaker.carryOut(plan));
        CompletableFuture<Void> both = CompletableFuture.allOf(writing, breaking);
        // Without its logs a drill proves nothing, so it need not go on.
        join(CompletableFuture.anyOf(both, following));
        join(both);
        breaker.endSteadily();
    }

    private static void join(CompletableFuture<?> work) throws IOException {
        try {
            work.join();
        } catch (CompletionException e) {
            throw new IOException("The drill was not carried out: " + e.getCause(), e.getCause());
        }
    }

    private static CompletableFuture<Void> inBackground(String name, Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                        done.complete(null);
                    } catch (IOException | InterruptedException | RuntimeException failure) {
                        done.completeExceptionally(failure);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    /** Until nothing is missing, or nothing more can be waited for. */
    private Evidence awaitQuiet(Traffic traffic, Places places, Instant written)
            throws IOException, InterruptedException {
        List<Evidence.Sent> sent = traffic.sent();
        Evidence evidence = places.look(sent);
        Instant end = written.plus(quietLimit());
        while (Proof.of(evidence).isIncomplete() && clock.instant().isBefore(end)) {
            Thread.sleep(LOOK_EVERY.toMillis());
            evidence = places.look(sent);
        }
        return evidence;
    }

    private Duration quietLimit() {
        Duration share = settings.length().dividedBy(QUIET_LIMIT_SHARE);
        return share.compareTo(SHORTEST_QUIET_LIMIT) > 0 ? share : SHORTEST_QUIET_LIMIT;
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }
}
