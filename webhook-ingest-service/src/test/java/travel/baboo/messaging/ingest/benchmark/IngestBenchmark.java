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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.ingest.benchmark.Figures.Syncs;
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

    static final String BARE = "bare";
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
    private final Figures figures = new Figures();

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
            figures.report("saturated", CONNECTIONS);
            figures.record(recording, ingest.metric(ALLOCATED) - allocated, storedInKafka() - stored);
            double half = figures.load("ingest").perSecond() / 2;
            figures.clear();
            Map<String, Syncs> before = syncs();
            for (int round = 0; round < ROUNDS; round++) {
                DiskSyncs.measure(folder, SYNCS, disk);
                for (String name : doors.keySet()) {
                    if (!name.equals(OtherDoors.EXPRESS)) {
                        measure(name, door -> generator.atRate(door.port(), half, ROUND));
                    }
                }
            }
            figures.report("at %.0f/s, half of what the ingest takes".formatted(half), CONNECTIONS);
            reportSyncs(before, recording);
            figures.recordHalf(recording, disk.latency("the disk alone, a sync of 4 KiB"));
            recording.write();
        }
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
                    figures.clear();
                }
                for (Map.Entry<String, LoadGenerator> way : ways.entrySet()) {
                    Duration before = ProcessorTime.of(ingest.pid());
                    Load load = way.getValue().saturate(ingest.port(), ROUND);
                    assertThat(load.refused()).as(way.getKey()).isZero();
                    awaitDrained(ingest);
                    figures.add(
                            way.getKey(), load, ProcessorTime.of(ingest.pid()).minus(before));
                }
            }
        }
        Recording recording = new Recording(
                "event-stream",
                "Events in requests of one and of %d, in turns with webhooks on the same service with Kafka; %d rounds of %d s on %d connections."
                        .formatted(BATCH, ROUNDS, ROUND.toSeconds(), CONNECTIONS));
        Map<String, Integer> batches = new LinkedHashMap<>();
        ways.keySet().forEach(way -> batches.put(way, way.equals("stream, 50 each") ? BATCH : 1));
        figures.reportWays(batches, recording);
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
        figures.clear();
    }

    private Duration compilers() throws IOException {
        Duration sum = ProcessorTime.byThread(broker).getOrDefault(ProcessorTime.COMPILER, Duration.ZERO);
        for (ServerProcess door : doors.values()) {
            sum = sum.plus(ProcessorTime.byThread(door.pid()).getOrDefault(ProcessorTime.COMPILER, Duration.ZERO));
        }
        return sum;
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
        if (name.equals(OtherDoors.NATIVE)) {
            awaitDrained(door);
        }
        if (name.equals("ingest")) {
            // What was taken is published before the next turn, and belongs to this turn's cost.
            awaitDrained(door);
            figures.addShares(sharesBefore, sharesOf(door));
        }
        figures.add(name, load, ProcessorTime.of(door.pid()).minus(before));
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

    private Map<String, Syncs> syncs() throws IOException, InterruptedException {
        Map<String, Syncs> syncs = new LinkedHashMap<>();
        for (String name : List.of("ingest", "without Kafka")) {
            syncs.put(name, Syncs.of(door(name)));
        }
        return syncs;
    }

    private void reportSyncs(Map<String, Syncs> before, Recording recording) throws IOException, InterruptedException {
        for (Map.Entry<String, Syncs> now : syncs().entrySet()) {
            now.getValue()
                    .minus(Objects.requireNonNull(before.get(now.getKey())))
                    .report(now.getKey(), recording);
        }
    }

    private ServerProcess door(String name) {
        return Objects.requireNonNull(doors.get(name));
    }

    private EmbeddedKafkaServer startKafka() throws IOException, InterruptedException {
        EmbeddedKafkaServer kafka = EmbeddedKafkaServer.start(KafkaSettings.temporary()
                .withDataDirectory(folder.resolve("kafka"))
                .withJvmOptions(List.of("-XX:TieredStopAtLevel=4", "-Xmx512m")));
        kafka.createTopic(TwilioEvent.TOPIC, 6, Map.of());
        return kafka;
    }
}
