package travel.baboo.messaging.sandbox.launcher.drill;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Carries out a plan: processes on one thread, Twilio and Make.com on another, so that both kinds overlap. */
final class Breaker {

    private static final Duration SHIFT = Duration.ofSeconds(60);

    private final DrillClient client;
    private final DrillSettings settings;
    private final Processes processes;
    private final Clock clock;
    private final Queue<Episode> episodes = new ConcurrentLinkedQueue<>();

    Breaker(DrillClient client, DrillSettings settings, Processes processes, Clock clock) {
        this.client = client;
        this.settings = settings;
        this.processes = processes;
        this.clock = clock;
    }

    /**
     * Returns when the last fault is repaired; fails when a process does not come back. A fault whose turn comes in a lull or when nobody
     * writes any more, because earlier ones took long to repair, is left out.
     */
    void carryOut(FaultPlan plan) throws IOException, InterruptedException {
        Instant begun = clock.instant();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> both = List.of(
                    threads.submit(() -> carryOut(plan, begun, true)),
                    threads.submit(() -> carryOut(plan, begun, false)));
            for (Future<?> one : both) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("A fault could not be carried out or repaired: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * What goes wrong all the time with Event Streams set up: one webhook in twenty is lost, and the stream, which promises neither
     * order nor that an event comes once, keeps none of both.
     */
    void beginSteadily() throws IOException, InterruptedException {
        if (settings.eventStream()) {
            steadyWebhooks();
            steadyStream();
        }
    }

    void endSteadily() throws IOException, InterruptedException {
        if (settings.eventStream()) {
            clear("webhooks");
            clear("event-stream");
        }
    }

    private void steadyWebhooks() throws IOException, InterruptedException {
        if (settings.eventStream()) {
            webhooks(Map.of("kind", "drop", "probability", 0.05));
        }
    }

    private void steadyStream() throws IOException, InterruptedException {
        stream(Map.of("kind", "duplicate", "probability", 0.2));
        stream(Map.of("kind", "delay", "delay", "PT3S", "probability", 0.2));
        stream(Map.of("kind", "reorder", "probability", 0.2));
    }

    /** What has happened, in order. */
    List<Episode> episodes() {
        return episodes.stream().sorted(Comparator.comparing(Episode::began)).toList();
    }

    private @Nullable Void carryOut(FaultPlan plan, Instant begun, boolean ofProcesses)
            throws IOException, InterruptedException {
        for (Fault fault : plan.faults()) {
            Duration now = Duration.between(begun, clock.instant());
            boolean inTime = now.compareTo(plan.length()) < 0 && now.compareTo(FaultPlan.lullAfter(fault.at())) < 0;
            if (inTime && fault.kind().concernsAProcess() == ofProcesses) {
                sleepUntil(begun.plus(fault.at()));
                episodes.add(happen(fault));
            }
        }
        return null;
    }

    private Episode happen(Fault fault) throws IOException, InterruptedException {
        Instant began = clock.instant();
        begin(fault);
        if (fault.kind() != FaultKind.UPGRADE) {
            sleepUntil(began.plus(fault.duration()));
        }
        Instant repaired = clock.instant();
        end(fault);
        return new Episode(fault, began, repaired, fault.kind().concernsAProcess() ? clock.instant() : repaired);
    }

    private void sleepUntil(Instant time) throws InterruptedException {
        Duration wait = Duration.between(clock.instant(), time);
        if (!wait.isNegative()) {
            Thread.sleep(wait.toMillis());
        }
    }

    private void begin(Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case KILL, NODE_LOST -> {
                for (String name : fault.targets()) {
                    processes.kill(name);
                }
            }
            case FREEZE -> processes.freeze(fault.target());
            case UPGRADE -> processes.upgrade(fault.target());
            case DISK_FULL -> processes.fillDisk(fault.target());
            case CLOCK_SHIFTED -> processes.shiftClock(fault.target(), SHIFT);
            case TWILIO_SLOW -> rest(Map.of("kind", "latency", "delay", "PT1S", "probability", 0.5));
            case TWILIO_THROTTLES ->
                rest(Map.of("kind", "status", "status", 429, "retryAfterSeconds", 1, "probability", 0.5));
            case TWILIO_FAILS_BEFORE -> rest(Map.of("kind", "status", "status", 503, "probability", 0.3));
            case TWILIO_FAILS_AFTER ->
                rest(Map.of("kind", "status", "status", 503, "moment", "after", "probability", 0.3));
            case WEBHOOKS_LOST -> webhooks(Map.of("kind", "drop", "probability", 0.3));
            case WEBHOOKS_DOUBLED -> webhooks(Map.of("kind", "duplicate", "probability", 0.5));
            case WEBHOOKS_REORDERED -> webhooks(Map.of("kind", "reorder", "probability", 0.5));
            case STREAM_LOSES -> {
                clear("event-stream");
                stream(Map.of("kind", "drop", "probability", 0.5));
                steadyStream();
            }
            case BOTH_WAYS_CUT -> {
                webhooks(Map.of("kind", "drop", "probability", 1));
                clear("event-stream");
                stream(Map.of("kind", "cut", "delay", fault.duration().toString()));
                steadyStream();
            }
            case MAKE_FAILS -> make(Map.of("kind", "fail", "probability", 0.5));
            case MAKE_THROTTLES -> make(Map.of("kind", "rate_limited", "retryAfterSeconds", 1, "probability", 0.5));
            case MAKE_SLOW -> make(Map.of("kind", "trickle", "delay", "PT2S", "probability", 0.5));
            case MAKE_CUTS -> make(Map.of("kind", "cut", "probability", 0.3));
        }
    }

    private void end(Fault fault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case KILL, NODE_LOST -> processes.restart(fault.targets());
            case FREEZE -> processes.thaw(fault.target());
            case UPGRADE -> {}
            case DISK_FULL -> processes.freeDisk(fault.target());
            case CLOCK_SHIFTED -> processes.shiftClock(fault.target(), Duration.ZERO);
            case TWILIO_SLOW, TWILIO_THROTTLES, TWILIO_FAILS_BEFORE, TWILIO_FAILS_AFTER -> clear("rest");
            case WEBHOOKS_LOST, WEBHOOKS_DOUBLED, WEBHOOKS_REORDERED -> {
                clear("webhooks");
                steadyWebhooks();
            }
            case STREAM_LOSES -> {
                clear("event-stream");
                steadyStream();
            }
            case BOTH_WAYS_CUT -> {
                clear("webhooks");
                steadyWebhooks();
                clear("event-stream");
                steadyStream();
            }
            case MAKE_FAILS, MAKE_THROTTLES, MAKE_SLOW, MAKE_CUTS -> make(Map.of());
        }
    }

    private void rest(Map<String, Object> fault) throws IOException, InterruptedException {
        client.require("POST", settings.sandbox() + "/control/faults/rest", Map.of(), fault);
    }

    private void webhooks(Map<String, Object> fault) throws IOException, InterruptedException {
        client.require("POST", settings.sandbox() + "/control/faults/webhooks", Map.of(), fault);
    }

    private void stream(Map<String, Object> fault) throws IOException, InterruptedException {
        client.require("POST", settings.sandbox() + "/control/faults/event-stream", Map.of(), fault);
    }

    /** @param kind of faults of the sandbox */
    private void clear(String kind) throws IOException, InterruptedException {
        client.require("DELETE", settings.sandbox() + "/control/faults/" + kind, Map.of(), null);
    }

    /** Both hooks behave alike. */
    private void make(Map<String, Object> behavior) throws IOException, InterruptedException {
        for (String hook : List.of(settings.makeHook(), settings.noticeHook())) {
            client.require("PUT", settings.sandbox() + "/control/make/hooks/" + hook + "/behavior", Map.of(), behavior);
        }
    }
}
