package travel.baboo.messaging.ingest.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.ingest.process.ProcessorTime;
import travel.baboo.messaging.ingest.process.ServerProcess;
import travel.baboo.messaging.sandbox.benchmark.DiskSyncs;
import travel.baboo.messaging.sandbox.benchmark.Latency;
import travel.baboo.messaging.sandbox.benchmark.Recording;
import travel.baboo.messaging.sandbox.embedded.EmbeddedKafkaServer;
import travel.baboo.messaging.sandbox.embedded.KafkaSettings;

/**
 * The same load in turns on three doors: a bare server that reads the body and answers 200, the service with all that it does,
 * and the service whose Kafka is not there. Every answer must be 200. Named so that no build runs it: {@code ./benchmark ingest}.
 */
class IngestBenchmark {

    private static final int CONNECTIONS = 256;
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 5);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("benchmark.seconds", 5));
    private static final int SHORTEST_WARM_UP = Integer.getInteger("benchmark.warm-up", 4);
    private static final int LONGEST_WARM_UP = 3 * SHORTEST_WARM_UP;

    /** Events of a large request of Event Streams: some 40 kB, of at most 64. */
    private static final int BATCH = 50;

    /** Of one core. */
    private static final double QUIET_COMPILER = 0.05;

    private static final String BARE = "bare";
    private static final int SYNCS = 200;

    /** To the last collection. */
    private static final String ALLOCATED = "jvm_gc_memory_allocated_bytes_total";

    /** Sent between two looks at the service's memory. */
    private static final long MEMORY_STEP = 250_000;

    private static final long MEMORY_EVENTS = Long.getLong("benchmark.events", 2_000_000);

    @TempDir
    Path folder;

    private final LoadGenerator generator = new LoadGenerator(Webhooks.requests(), CONNECTIONS);
    private final Latency.Counter disk = new Latency.Counter();
    private long broker;
    private final Map<String, ServerProcess> doors = new LinkedHashMap<>();
    private final Map<String, Load> loads = new LinkedHashMap<>();
    private final Map<String, Duration> cpu = new LinkedHashMap<>();

    /** Of the ingest by kind of thread, and of Kafka's broker. */
    private final Map<String, Duration> shares = new TreeMap<>();

    @Test
    void throughputAndLatency() throws IOException, InterruptedException {
        try (EmbeddedKafkaServer kafka = startKafka();
                ServerProcess bare = ServerProcess.ofMainClass(BareServer.class, folder.resolve("bare.log"));
                ServerProcess ingest = ServerProcess.ingest(folder, "ingest", kafka.bootstrapServers());
                ServerProcess alone = ServerProcess.ingest(folder, "kafka-away", "localhost:1");
                OtherDoors others = new OtherDoors(folder, kafka)) {
            broker = kafka.process().pid();
            doors.put(BARE, bare);
            doors.put("ingest", ingest);
            doors.put("without Kafka", alone);
            doors.putAll(others.doors());
            Recording recording = new Recording(
                    "ingest",
                    "Signed forms of messages in 1,000 conversations, some 850 bytes each, over %d kept connections, in turns on a bare Vert.x server that reads the body and answers, on the packaged service with Kafka, and on the same without Kafka; as a native executable where one is built, and Express with twilio and kafkajs where npm has installed it; %d rounds of %d s, every answer a 200. What a turn accepted is published before the next one begins, and counts in its CPU."
                            .formatted(CONNECTIONS, ROUNDS, ROUND.toSeconds()));
            warmUp();
            double allocated = ingest.metric(ALLOCATED);
            long stored = storedInKafka();
            for (int round = 0; round < ROUNDS; round++) {
                for (String name : doors.keySet()) {
                    saturate(name);
                }
            }
            report("saturated");
            record(recording, ingest.metric(ALLOCATED) - allocated, storedInKafka() - stored);
            double half = load("ingest").perSecond() / 2;
            clear();
            Map<String, Syncs> before = syncs();
            for (int round = 0; round < ROUNDS; round++) {
                DiskSyncs.measure(folder, SYNCS, disk);
                for (String name : doors.keySet()) {
                    if (!name.equals(OtherDoors.EXPRESS)) {
                        measure(name, door -> generator.atRate(door.port(), half, ROUND));
                    }
                }
            }
            report("at %.0f/s, half of what the ingest takes".formatted(half));
            reportSyncs(before, recording);
            recordHalf(recording);
            recording.write();
        }
    }

    private void record(Recording recording, double allocated, long stored) throws IOException {
        double answers = load("ingest").answered();
        loads.forEach((name, load) -> {
            recording.figure(name + ", saturated", load.perSecond(), "events/s");
            recording.figure(
                    name + ", CPU saturated",
                    cpu.getOrDefault(name, Duration.ZERO).toNanos() / 1e3 / load.answered(),
                    "µs");
            recording.latency(load.latency(name + " saturated"));
        });
        for (String name : loads.keySet()) {
            if (!name.equals(BARE)) {
                recording.figure(
                        name + " of bare, saturated",
                        100 * load(name).perSecond() / load(BARE).perSecond(),
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

    private void recordHalf(Recording recording) {
        loads.forEach((name, load) -> recording.latency(load.latency(name + " at half")));
        Latency syncs = disk.latency("the disk alone, a sync of 4 KiB");
        recording.latency(syncs);
        recording.figure("ingest at half, p99 beside a sync", load("ingest").millisAt(99) / syncs.p99(), "×");
    }

    /** Of the topic's segments, which are written as records come. */
    private long storedInKafka() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("kafka"))) {
            return files.filter(file -> file.toString().contains(TwilioEvent.TOPIC)
                            && file.toString().endsWith(".log"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** Events a second by Event Streams, one and fifty in a request, in turns with webhooks on the same service. */
    @Test
    void eventStream() throws IOException, InterruptedException {
        Map<String, LoadGenerator> ways = new LinkedHashMap<>();
        ways.put("webhooks", generator);
        ways.put("stream, 1 each", new LoadGenerator(Webhooks.streamed(1), CONNECTIONS));
        ways.put("stream, 50 each", new LoadGenerator(Webhooks.streamed(BATCH), CONNECTIONS));
        try (EmbeddedKafkaServer kafka = startKafka();
                ServerProcess ingest = ServerProcess.ingest(folder, "ingest", kafka.bootstrapServers())) {
            for (int round = -SHORTEST_WARM_UP; round < ROUNDS; round++) {
                if (round == 0) {
                    clear();
                }
                for (Map.Entry<String, LoadGenerator> way : ways.entrySet()) {
                    Duration before = ProcessorTime.of(ingest.pid());
                    Load load = way.getValue().saturate(ingest.port(), ROUND);
                    assertThat(load.refused()).as(way.getKey()).isZero();
                    awaitDrained(ingest);
                    loads.merge(way.getKey(), load, Load::plus);
                    cpu.merge(way.getKey(), ProcessorTime.of(ingest.pid()).minus(before), Duration::plus);
                }
            }
        }
        Recording recording = new Recording(
                "event-stream",
                "Events in requests of one and of %d, in turns with webhooks on the same service with Kafka; %d rounds of %d s on %d connections."
                        .formatted(BATCH, ROUNDS, ROUND.toSeconds(), CONNECTIONS));
        System.out.printf(
                "%-16s %10s %12s %8s %8s %13s%n", "way", "events/s", "of webhooks", "p50 ms", "p99 ms", "CPU us/event");
        for (String way : ways.keySet()) {
            int batch = way.equals("stream, 50 each") ? BATCH : 1;
            double events = load(way).perSecond() * batch;
            double micros = cpu.getOrDefault(way, Duration.ZERO).toNanos()
                    / 1e3
                    / batch
                    / load(way).answered();
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
        }
        recording.write();
    }

    /** What a stranger costs who sends what Twilio never signed. */
    @Test
    void refused() throws IOException, InterruptedException {
        try (EmbeddedKafkaServer kafka = startKafka();
                ServerProcess ingest = ServerProcess.ingest(folder, "ingest", kafka.bootstrapServers())) {
            System.out.printf("%-28s %12s %14s%n", "forged", "refused/s", "CPU us/refusal");
            for (Webhooks.Forgery forgery : Webhooks.forgeries()) {
                LoadGenerator strangers = new LoadGenerator(List.of(forgery.request()), CONNECTIONS);
                strangers.saturate(ingest.port(), ROUND);
                Duration before = ProcessorTime.of(ingest.pid());
                Load load = strangers.saturate(ingest.port(), ROUND);
                assertThat(load.answered()).as(forgery.name()).isZero();
                System.out.printf(
                        "%-28s %12.0f %14.1f%n",
                        forgery.name(),
                        load.refused() * 1e9 / load.nanos(),
                        ProcessorTime.of(ingest.pid()).minus(before).toNanos() / 1e3 / load.refused());
            }
        }
    }

    @Test
    void memory() throws IOException, InterruptedException {
        try (EmbeddedKafkaServer kafka = startKafka();
                ServerProcess ingest = ServerProcess.ingest(folder, "ingest", kafka.bootstrapServers())) {
            Load load = Load.none();
            long resident = 0;
            while (load.answered() < MEMORY_EVENTS) {
                load = load.plus(sendAndShowMemory(ingest, load.answered()));
                assertThat(load.refused()).isZero();
                resident = Math.max(resident, ingest.residentMegabytes());
            }
            awaitDrained(ingest);
            Recording recording = new Recording(
                    "memory", "%,d webhooks as fast as possible, with a heap of 256 MiB.".formatted(MEMORY_EVENTS));
            recording.figure("largest resident", (double) resident, "MiB");
            recording.write();
        }
    }

    @Test
    void memoryWithoutKafka() throws IOException, InterruptedException {
        try (ServerProcess alone = ServerProcess.ingest(folder, "kafka-away", "localhost:1")) {
            Load load = Load.none();
            while (load.refused() == 0) {
                load = load.plus(sendAndShowMemory(alone, load.answered()));
            }
            System.out.printf("%d were taken before the journal was at its limit%n", load.answered());
        }
    }

    /** Until the JIT compilers of doors and broker rest: the first minutes of a process are not what is measured. */
    private void warmUp() throws IOException, InterruptedException {
        double share = 1;
        for (int round = 0; round < LONGEST_WARM_UP && (round < SHORTEST_WARM_UP || share > QUIET_COMPILER); round++) {
            Duration before = compilers();
            long start = System.nanoTime();
            for (String name : doors.keySet()) {
                Load load = saturate(name);
                measure(name, door -> generator.atRate(door.port(), load.perSecond() / 2, ROUND));
            }
            share = (double) compilers().minus(before).toNanos() / (System.nanoTime() - start);
            System.out.printf("warm-up %d: the compilers took %.1f%% of a core%n", round + 1, 100 * share);
        }
        clear();
    }

    private Duration compilers() throws IOException {
        Duration sum = ProcessorTime.byThread(broker).getOrDefault(ProcessorTime.COMPILER, Duration.ZERO);
        for (ServerProcess door : doors.values()) {
            sum = sum.plus(ProcessorTime.byThread(door.pid()).getOrDefault(ProcessorTime.COMPILER, Duration.ZERO));
        }
        return sum;
    }

    private void clear() {
        loads.clear();
        cpu.clear();
        shares.clear();
    }

    private Load sendAndShowMemory(ServerProcess ingest, long before) throws IOException, InterruptedException {
        Load load = generator.send(ingest.port(), MEMORY_STEP);
        System.out.printf(
                "%10d events: %5.1f MiB live heap, %4d MiB resident, %6.0f/s, %8.0f wait for Kafka%n",
                before + load.answered(),
                ingest.liveHeapMegabytes(),
                ingest.residentMegabytes(),
                load.perSecond(),
                ingest.metric("baboo_ingest_journal_backlog"));
        return load;
    }

    private interface Turn {
        Load on(ServerProcess door) throws IOException;
    }

    private Load saturate(String name) throws IOException, InterruptedException {
        return measure(name, door -> generator.saturate(door.port(), ROUND));
    }

    private Load measure(String name, Turn turn) throws IOException, InterruptedException {
        ServerProcess door = door(name);
        Duration before = ProcessorTime.of(door.pid());
        Map<String, Duration> sharesBefore = sharesOf(door);
        Load load = turn.on(door);
        assertThat(load.refused()).as(name).isZero();
        loads.merge(name, load, Load::plus);
        if (name.equals(OtherDoors.NATIVE)) {
            awaitDrained(door);
        }
        if (name.equals("ingest")) {
            // What was taken is published before the next turn, and belongs to this turn's cost.
            awaitDrained(door);
            sharesOf(door)
                    .forEach((kind, time) -> shares.merge(
                            kind, time.minus(sharesBefore.getOrDefault(kind, Duration.ZERO)), Duration::plus));
        }
        cpu.merge(name, ProcessorTime.of(door.pid()).minus(before), Duration::plus);
        return load;
    }

    private Map<String, Duration> sharesOf(ServerProcess door) throws IOException {
        Map<String, Duration> times = ProcessorTime.byThread(door.pid());
        times.put("(the broker)", ProcessorTime.of(broker));
        return times;
    }

    /** What was taken leaves before the next turn, so that no turn pays for another's. */
    private static void awaitDrained(ServerProcess ingest) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (ingest.metric("baboo_ingest_journal_backlog") > 0) {
            assertThat(System.nanoTime()).as("the journal drains").isLessThan(end);
            Thread.sleep(100);
        }
    }

    private void report(String title) {
        double bare = load(BARE).perSecond();
        System.out.printf("%n%s, %d connections%n", title, CONNECTIONS);
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
                cpu.getOrDefault(name, Duration.ZERO).toNanos() / 1e3 / load.answered()));
        System.out.printf(
                "without Kafka / ingest: %.2f%n",
                load("without Kafka").perSecond() / load("ingest").perSecond());
        System.out.println("the ingest's CPU, us/answer:");
        shares.forEach((kind, time) -> System.out.printf(
                "  %-16s %6.1f%n", kind, time.toNanos() / 1e3 / load("ingest").answered()));
    }

    /** Waits for the disk: how many, how many of them at most 10 ms, how long all together, and events that shared them. */
    private record Syncs(double all, double short10, double seconds, double events) {

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
    }

    private Map<String, Syncs> syncs() throws IOException, InterruptedException {
        Map<String, Syncs> syncs = new LinkedHashMap<>();
        for (String name : List.of("ingest", "without Kafka")) {
            syncs.put(name, Syncs.of(door(name)));
        }
        return syncs;
    }

    /** Latency ends with the disk: who comes while a sync is slow waits for it. */
    private void reportSyncs(Map<String, Syncs> before, Recording recording) throws IOException, InterruptedException {
        for (Map.Entry<String, Syncs> now : syncs().entrySet()) {
            Syncs syncs = now.getValue().minus(Objects.requireNonNull(before.get(now.getKey())));
            System.out.printf(
                    "%-12s %.1f events share a sync, which takes %.2f ms; %.2f%% of the syncs take more than 10 ms%n",
                    now.getKey(),
                    syncs.events() / syncs.all(),
                    1000 * syncs.seconds() / syncs.all(),
                    100 * (1 - syncs.short10() / syncs.all()));
            recording.figure(now.getKey() + " at half, events a sync", syncs.events() / syncs.all(), "events");
            recording.figure(now.getKey() + " at half, mean sync", 1000 * syncs.seconds() / syncs.all(), "ms");
        }
    }

    private ServerProcess door(String name) {
        return Objects.requireNonNull(doors.get(name));
    }

    private Load load(String name) {
        return Objects.requireNonNull(loads.get(name));
    }

    private EmbeddedKafkaServer startKafka() throws IOException, InterruptedException {
        EmbeddedKafkaServer kafka = EmbeddedKafkaServer.start(KafkaSettings.temporary()
                .withDataDirectory(folder.resolve("kafka"))
                .withJvmOptions(List.of("-XX:TieredStopAtLevel=4", "-Xmx512m")));
        kafka.createTopic(TwilioEvent.TOPIC, 6, Map.of());
        return kafka;
    }
}
