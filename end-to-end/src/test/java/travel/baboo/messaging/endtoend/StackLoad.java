package travel.baboo.messaging.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import travel.baboo.messaging.sandbox.benchmark.Recording;

/**
 * What each part of a running stack takes of the cores, and how long its threads were ready to run and had none: the one says what is
 * dear, the other why it waits. As Linux counts it; what a thread that ended meanwhile had taken is not in it.
 */
final class StackLoad {

    private static final Path PROCESSES = Path.of("/proc");
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String COMPILERS = "CompilerThre";
    private static final String SENDER = "sender, this process";
    private static final Times NOTHING = new Times(0, 0, 0);

    /** A process's name by a part of its command line; the first match counts. PostgreSQL's processes show there what they do. */
    private static final List<Map.Entry<String, String>> PARTS = List.of(
            Map.entry("postgres: baboo", "PostgreSQL, statements"),
            Map.entry("postgres: autovacuum", "PostgreSQL, autovacuum"),
            Map.entry("postgres", "PostgreSQL, its other processes"),
            Map.entry("KafkaMain", "Kafka"),
            Map.entry("SandboxMain", "sandbox: Make.com"),
            Map.entry("token-service", "token-service"),
            Map.entry("conversation-service", "conversation-service"),
            Map.entry("webhook-ingest-service", "webhook-ingest-service"),
            Map.entry("relay-service", "relay-service"));

    /** Nanoseconds on a core, those of it that compilers took, and nanoseconds without a core although ready for one. */
    private record Times(long running, long compiling, long waiting) {

        Times plus(Times other) {
            return new Times(running + other.running, compiling + other.compiling, waiting + other.waiting);
        }

        Times minus(Times other) {
            return new Times(running - other.running, compiling - other.compiling, waiting - other.waiting);
        }
    }

    private final Map<String, Times> taken;
    private final double elapsed;

    private StackLoad(Map<String, Times> taken, double elapsed) {
        this.taken = taken;
        this.elapsed = elapsed;
    }

    /** Measures this process and what a launcher has started, from its making on. */
    static final class Meter {

        private final ProcessHandle launcher;
        private final Map<Long, Times> before;
        private final long start = System.nanoTime();

        Meter(Process launcher) throws IOException {
            this.launcher = launcher.toHandle();
            this.before = times(this.launcher);
        }

        /** What was taken until now. */
        StackLoad read() throws IOException {
            double elapsed = System.nanoTime() - start;
            Map<String, Times> parts = new TreeMap<>();
            for (Map.Entry<Long, Times> now : times(launcher).entrySet()) {
                Times since = now.getValue().minus(before.getOrDefault(now.getKey(), NOTHING));
                parts.merge(part(now.getKey()), since, Times::plus);
            }
            return new StackLoad(parts, elapsed);
        }
    }

    /** What the JIT compilers of all processes took, as a share of one core. */
    double compilers() {
        return taken.values().stream().mapToLong(Times::compiling).sum() / elapsed;
    }

    /** Prints the load per message, for this number of messages. */
    void print(int messages) {
        System.out.printf(
                "%n%-34s %14s %10s %10s %18s%n",
                "process", "ms a message", "compilers", "of a core", "ms waited for one");
        taken.entrySet().stream()
                .sorted(Map.Entry.comparingByValue((one, other) -> Long.compare(other.running(), one.running())))
                .forEach(part -> print(part.getKey(), part.getValue(), messages));
        print("all", taken.values().stream().reduce(NOTHING, Times::plus), messages);
    }

    /** Records the CPU of each part per message, without compilers: they rest sooner or later. */
    void report(Recording recording, String when, int messages) {
        Map<String, Double> micros = new TreeMap<>();
        taken.forEach((part, times) -> micros.put(part, (times.running() - times.compiling()) / 1e3 / messages));
        micros.forEach((part, each) -> recording.figure(part + ", CPU " + when, each, "µs"));
        recording.figure(
                "all, CPU " + when,
                micros.values().stream().mapToDouble(Double::doubleValue).sum(),
                "µs");
    }

    private void print(String part, Times times, int messages) {
        System.out.printf(
                "%-34s %14.2f %10.2f %8.0f %% %18.2f%n",
                part,
                times.running() / NANOS_PER_MILLI / messages,
                times.compiling() / NANOS_PER_MILLI / messages,
                100 * times.running() / elapsed,
                times.waiting() / NANOS_PER_MILLI / messages);
    }

    private static Map<Long, Times> times(ProcessHandle launcher) throws IOException {
        Map<Long, Times> found = new HashMap<>();
        List<Long> processes = Stream.concat(Stream.of(ProcessHandle.current(), launcher), launcher.descendants())
                .map(ProcessHandle::pid)
                .toList();
        for (long process : processes) {
            found.put(process, times(process));
        }
        return found;
    }

    private static Times times(long process) throws IOException {
        Times sum = NOTHING;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(
                PROCESSES.resolve(Long.toString(process)).resolve("task"))) {
            for (Path thread : threads) {
                sum = sum.plus(timesOfThread(thread));
            }
        } catch (NoSuchFileException | DirectoryIteratorException ended) {
            // The process was there a moment ago, as one of PostgreSQL's connections may be.
            return sum;
        }
        return sum;
    }

    private static Times timesOfThread(Path thread) {
        try {
            String[] counted =
                    Files.readString(thread.resolve("schedstat")).strip().split(" ", -1);
            long running = Long.parseLong(counted[0]);
            boolean compiles = Files.readString(thread.resolve("comm")).contains(COMPILERS);
            return new Times(running, compiles ? running : 0, Long.parseLong(counted[1]));
        } catch (IOException ended) {
            // It was there a moment ago.
            return NOTHING;
        }
    }

    private static String part(long process) {
        if (process == ProcessHandle.current().pid()) {
            return SENDER;
        }
        try {
            Path line = PROCESSES.resolve(Long.toString(process)).resolve("cmdline");
            String words = new String(Files.readAllBytes(line), UTF_8);
            return PARTS.stream()
                    .filter(part -> words.contains(part.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("others");
        } catch (IOException ended) {
            return "others";
        }
    }
}
