package travel.baboo.messaging.sandbox.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The latest run of each benchmark and the one before it: {@code benchmarks/results/<benchmark>.json} and
 * {@code <benchmark>.previous.json} in the folder of documents. Older ones are in the repository's history.
 */
public final class Results {

    private static final String PREVIOUS = ".previous.json";
    private static final String LATEST = ".json";

    private final Map<String, Run> latest = new TreeMap<>();
    private final Map<String, Run> previous = new TreeMap<>();

    private Results() {}

    public static Results read(Path documents) throws IOException {
        Results results = new Results();
        for (Path file : files(folder(documents))) {
            Run run = RunFiles.readRun(file);
            Map<String, Run> runs = file.toString().endsWith(PREVIOUS) ? results.previous : results.latest;
            runs.put(run.measurements().benchmark(), run);
        }
        return results;
    }

    /** Keeps a new run as the latest one of its benchmark and moves the one that was the latest. */
    static void keep(Path documents, Run run) throws IOException {
        Path folder = Files.createDirectories(folder(documents));
        String benchmark = run.measurements().benchmark();
        Path target = folder.resolve(benchmark + LATEST);
        if (Files.exists(target)) {
            Files.move(target, folder.resolve(benchmark + PREVIOUS), StandardCopyOption.REPLACE_EXISTING);
        }
        RunFiles.write(target, run);
    }

    Map<String, Run> latest() {
        return latest;
    }

    Optional<Run> latest(String benchmark) {
        return Optional.ofNullable(latest.get(benchmark));
    }

    /** A figure of the latest run. */
    Optional<Figure> find(String benchmark, String figure) {
        return latest(benchmark).flatMap(run -> run.measurements().find(figure));
    }

    /** The same figure of the run before. */
    Optional<Figure> findPrevious(String benchmark, String figure) {
        return Optional.ofNullable(previous.get(benchmark))
                .flatMap(run -> run.measurements().find(figure));
    }

    private static Path folder(Path documents) {
        return documents.resolve("benchmarks/results");
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(LATEST))
                    .sorted()
                    .toList();
        }
    }
}
