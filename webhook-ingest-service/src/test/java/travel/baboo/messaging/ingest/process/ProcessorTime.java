package travel.baboo.messaging.ingest.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Processor time, user and system, of a process and of its threads by what they do. Read from Linux's {@code /proc}. */
public final class ProcessorTime {

    /** The JIT compiler's threads. */
    public static final String COMPILER = "compiler";

    private static final long TICKS_PER_SECOND = 100;

    /** What threads are for, by how their names begin; the kernel keeps 15 characters. */
    private static final Map<String, String> KINDS = kinds();

    private ProcessorTime() {}

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("vert.x-eventloo", "event loops");
        kinds.put("journal-writer", "journal");
        kinds.put("journal-prepare", "journal");
        kinds.put("journal-publish", "publisher");
        kinds.put("kafka-producer-", "Kafka's client");
        kinds.put("C1 CompilerThre", COMPILER);
        kinds.put("C2 CompilerThre", COMPILER);
        kinds.put("VM Thread", "collector");
        return kinds;
    }

    /** Since the process began. */
    public static Duration of(long pid) throws IOException {
        return read(Path.of("/proc", Long.toString(pid), "stat"));
    }

    /** Since each thread began, added up by kind. */
    public static Map<String, Duration> byThread(long pid) throws IOException {
        Map<String, Duration> times = new TreeMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                try {
                    String name = Files.readString(thread.resolve("comm")).strip();
                    times.merge(KINDS.getOrDefault(name, "other"), read(thread.resolve("stat")), Duration::plus);
                } catch (NoSuchFileException ended) {
                    // Its time is in the process's sum and nowhere else.
                }
            }
        }
        return times;
    }

    private static Duration read(Path stat) throws IOException {
        String text = Files.readString(stat);
        List<String> fields = List.of(text.substring(text.lastIndexOf(')') + 2).split(" ", 20));
        long ticks = Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
        return Duration.ofNanos(ticks * (TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND));
    }
}
