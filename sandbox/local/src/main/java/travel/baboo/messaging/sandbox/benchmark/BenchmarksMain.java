package travel.baboo.messaging.sandbox.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * What {@code ./benchmark} does with measurements. The first argument is the command, the second the folder of documents:
 *
 * <ul>
 *   <li>{@code keep <documents> <measurements> <commit> <load>}: keeps them as the latest runs, and writes the page
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
                String date = Clock.systemUTC().instant().toString().substring(0, 10);
                double load = Double.parseDouble(arguments[4]);
                List<String> kept = Results.keep(Path.of(arguments[2]), documents, arguments[3], load, date);
                writePage(documents);
                System.out.printf("%s: kept; %s shows them.%n", kept, documents.resolve("benchmarks.md"));
            }
            case "page" -> writePage(documents);
            case "scaling" -> writeScaling(documents);
            case "compare" -> System.out.print(Comparison.render(Results.read(documents)));
            default -> throw new IllegalArgumentException("There is no command " + arguments[0]);
        }
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
