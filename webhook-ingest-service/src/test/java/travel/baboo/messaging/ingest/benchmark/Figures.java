package travel.baboo.messaging.ingest.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import travel.baboo.messaging.ingest.process.ServerProcess;
import travel.baboo.messaging.sandbox.benchmark.Latency;
import travel.baboo.messaging.sandbox.benchmark.Recording;

/** What each door took and what it cost: printed as tables, and recorded. */
final class Figures {

    private final Map<String, Load> loads = new LinkedHashMap<>();
    private final Map<String, Duration> cpu = new LinkedHashMap<>();

    /** Of the ingest by kind of thread, and of Kafka's broker. */
    private final Map<String, Duration> shares = new TreeMap<>();

    void clear() {
        loads.clear();
        cpu.clear();
        shares.clear();
    }

    void add(String name, Load load, Duration time) {
        loads.merge(name, load, Load::plus);
        cpu.merge(name, time, Duration::plus);
    }

    void addShares(Map<String, Duration> before, Map<String, Duration> after) {
        after.forEach((kind, time) ->
                shares.merge(kind, time.minus(before.getOrDefault(kind, Duration.ZERO)), Duration::plus));
    }

    Load load(String name) {
        return Objects.requireNonNull(loads.get(name));
    }

    /** Of CPU for an answer. */
    private double micros(String name) {
        return cpu.getOrDefault(name, Duration.ZERO).toNanos()
                / 1e3
                / load(name).answered();
    }

    void report(String title, int connections) {
        double bare = load(IngestBenchmark.BARE).perSecond();
        System.out.printf("%n%s, %d connections%n", title, connections);
        System.out.printf(
                "%-12s %10s %8s %8s %8s %8s %14s%n",
                "door", "answers/s", "of bare", "p50 ms", "p99 ms", "max ms", "CPU us/answer");
        loads.forEach((name, load) -> System.out.printf(
                "%-12s %10.0f %7.0f%% %8.2f %8.2f %8.2f %14.1f%n",
                name,
                load.perSecond(),
                100 * load.perSecond() / bare,
                load.millisAt(50),
                load.millisAt(99),
                load.millisAt(100),
                micros(name)));
        System.out.printf(
                "without Kafka / ingest: %.2f%n",
                load("without Kafka").perSecond() / load("ingest").perSecond());
        System.out.println("the ingest's CPU, us/answer:");
        shares.forEach((kind, time) -> System.out.printf(
                "  %-16s %6.1f%n", kind, time.toNanos() / 1e3 / load("ingest").answered()));
    }

    /**
     * Records the saturated doors.
     *
     * @param allocated by the ingest, in bytes
     * @param stored in Kafka, in bytes
     */
    void record(Recording recording, double allocated, long stored) {
        double answers = load("ingest").answered();
        loads.forEach((name, load) -> {
            recording.figure(name + ", saturated", load.perSecond(), "events/s");
            recording.figure(name + ", CPU saturated", micros(name), "µs");
            recording.latency(load.latency(name + " saturated"));
        });
        for (String name : loads.keySet()) {
            if (!name.equals(IngestBenchmark.BARE)) {
                recording.figure(
                        name + " of bare, saturated",
                        100
                                * load(name).perSecond()
                                / load(IngestBenchmark.BARE).perSecond(),
                        "%");
            }
        }
        if (loads.containsKey(OtherDoors.EXPRESS)) {
            recording.figure(
                    "ingest of express, saturated",
                    load("ingest").perSecond() / load(OtherDoors.EXPRESS).perSecond(),
                    "×");
        }
        shares.forEach((kind, time) -> recording.figure(
                "ingest, CPU of " + kind.replaceAll("[()]", ""), time.toNanos() / 1e3 / answers, "µs"));
        recording.figure("ingest, allocated for an event", allocated / answers, "bytes");
        recording.figure("ingest, stored in Kafka", (double) stored / answers, "bytes");
    }

    /** Records the doors at half of what the ingest takes, beside the disk's syncs. */
    void recordHalf(Recording recording, Latency syncs) {
        loads.forEach((name, load) -> recording.latency(load.latency(name + " at half")));
        recording.latency(syncs);
        recording.figure("ingest at half, p99 beside a sync", load("ingest").millisAt(99) / syncs.p99(), "×");
    }

    /**
     * Reports and records ways of events into one service.
     *
     * @param batches how many events a request has, by way
     */
    void reportWays(Map<String, Integer> batches, Recording recording) {
        System.out.printf(
                "%-16s %10s %12s %8s %8s %13s%n", "way", "events/s", "of webhooks", "p50 ms", "p99 ms", "CPU us/event");
        batches.forEach((way, batch) -> {
            double events = load(way).perSecond() * batch;
            double micros = micros(way) / batch;
            System.out.printf(
                    "%-16s %10.0f %11.0f%% %8.2f %8.2f %13.1f%n",
                    way,
                    events,
                    100 * events / load("webhooks").perSecond(),
                    load(way).millisAt(50),
                    load(way).millisAt(99),
                    micros);
            recording.figure(way, events, "events/s");
            recording.figure(way + ", CPU", micros, "µs");
            recording.latency(load(way).latency(way));
        });
    }

    /** Waits for the disk: how many, how many of them at most 10 ms, how long all together, and events that shared them. */
    record Syncs(double all, double short10, double seconds, double events) {

        static Syncs of(ServerProcess ingest) throws IOException, InterruptedException {
            String name = "baboo_ingest_journal_sync_seconds";
            return new Syncs(
                    ingest.metric(name + "_count"),
                    ingest.metric(name + "_bucket{le=\"0.01\""),
                    ingest.metric(name + "_sum"),
                    ingest.metric("baboo_ingest_journal_group_sum"));
        }

        Syncs minus(Syncs other) {
            return new Syncs(all - other.all, short10 - other.short10, seconds - other.seconds, events - other.events);
        }

        /** Latency ends with the disk: who comes while a sync is slow waits for it. */
        void report(String name, Recording recording) {
            System.out.printf(
                    "%-12s %.1f events share a sync, which takes %.2f ms; %.2f%% of the syncs take more than 10 ms%n",
                    name, events / all, 1000 * seconds / all, 100 * (1 - short10 / all));
            recording.figure(name + " at half, events a sync", events / all, "events");
            recording.figure(name + " at half, mean sync", 1000 * seconds / all, "ms");
        }
    }
}
