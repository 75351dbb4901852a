package travel.baboo.messaging.endtoend.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import travel.baboo.messaging.endtoend.Npm;
import travel.baboo.messaging.endtoend.Project;

/**
 * Types that were made from the operators' own sources, for TypeScript. In a literal its compiler takes no field that the type does not
 * have, none of another type, and misses those that must be.
 */
final class OperatorTypes {

    private static final Path FOLDER = Project.ROOT.resolve("end-to-end/src/test/resources/kubernetes-models");

    private OperatorTypes() {}

    /**
     * Compiles both.
     *
     * @param objects fit their types
     * @param mistakes do not, each of them
     * @throws AssertionError with what the compiler says
     */
    static void check(Path folder, List<JsonNode> objects, List<JsonNode> mistakes)
            throws IOException, InterruptedException {
        for (String file : List.of("package.json", "package-lock.json", "tsconfig.json", "kinds.ts")) {
            Files.copy(FOLDER.resolve(file), folder.resolve(file));
        }
        Files.writeString(folder.resolve("objects.ts"), source(objects, ""));
        // An error that does not come is an error.
        Files.writeString(folder.resolve("mistakes.ts"), source(mistakes, "// @ts-expect-error\n"));
        Npm npm = new Npm(folder);
        npm.install();
        npm.compile();
    }

    private static String source(List<JsonNode> objects, String before) {
        String kinds = objects.stream().map(OperatorTypes::kind).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining(", "));
        return Stream.concat(
                        Stream.of("import type { " + kinds + " } from \"./kinds\";"),
                        Stream.iterate(0, i -> i < objects.size(), i -> i + 1)
                                .map(i -> before + "export const object" + i + ": " + kind(objects.get(i)) + " = "
                                        + objects.get(i) + ";"))
                .collect(Collectors.joining("\n"));
    }

    private static String kind(JsonNode object) {
        return object.path("kind").asText();
    }
}
