package travel.baboo.messaging.sandbox.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What {@code ./benchmark} does with measurements. The first argument is the command, the second the folder of documents:
 *
 * <ul>
 *   <li>{@code keep <documents> <measurements> <commit> <load> <others>}: keeps the run and writes the page
 *   <li>{@code page <documents>}: writes {@code benchmarks.md} and its pictures
 *   <li>{@code scaling <documents>}: writes the tables of {@code scaling.md}
 *   <li>{@code compare <documents>}: prints the latest figures beside those of the runs before
 * </ul>
 */
public final class BenchmarksMain {

    private BenchmarksMain() {}

    public static void main(String[] arguments) throws IOException {
        Path documents = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "keep" -> {
                Results.keep(documents, run(arguments));
                writePage(documents);
            }
            case "page" -> writePage(documents);
            case "scaling" -> writeScaling(documents);
            case "compare" -> System.out.print(Comparison.render(Results.read(documents)));
            default -> throw new IllegalArgumentException("There is no command " + arguments[0]);
        }
    }

    private static Run run(String[] arguments) throws IOException {
        return new Run(
                Clock.systemUTC().instant().toString().substring(0, 10),
                arguments[3],
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                Double.parseDouble(arguments[4]),
                Double.valueOf(arguments[5]),
                RunFiles.readMeasurements(Path.of(arguments[2])));
    }

    private static void writePage(Path documents) throws IOException {
        Results results = Results.read(documents);
        Files.writeString(documents.resolve("benchmarks.md"), BenchmarksPage.render(results));
        for (Map.Entry<String, String> picture :
                BenchmarksPage.pictures(results).entrySet()) {
            Files.writeString(documents.resolve("benchmarks").resolve(picture.getKey()), picture.getValue());
        }
    }

    private static void writeScaling(Path documents) throws IOException {
        Path page = documents.resolve("scaling.md");
        String text = Files.readString(page);
        Files.writeString(page, ScalingPage.write(text, ScalingPage.costs(Results.read(documents))));
    }
}
