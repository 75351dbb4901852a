package travel.baboo.messaging.endtoend.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Dockerfile's instructions in their order, each in one line. */
record Dockerfile(List<Instruction> instructions) {

    /** One instruction, its flags apart from the rest. */
    record Instruction(String name, List<String> flags, String rest) {

        boolean hasFlag(String prefix) {
            return flags.stream().anyMatch(flag -> flag.startsWith(prefix));
        }

        /** Of a COPY: everything but the target. */
        List<String> sources() {
            List<String> words = Arrays.asList(rest.split("\\s+", -1));
            return words.subList(0, words.size() - 1);
        }
    }

    private static final Pattern PAIR = Pattern.compile("([\\w.]+)=(\"[^\"]*\"|\\S+)");

    static Dockerfile read(Path file) {
        try {
            String joined = Files.readAllLines(file).stream()
                    .filter(line -> !line.startsWith("#"))
                    .reduce("", (all, line) -> all + line + "\n")
                    .replaceAll("\\\\\n\\s*", " ");
            return new Dockerfile(joined.lines()
                    .filter(line -> !line.isBlank())
                    .map(Dockerfile::parse)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instruction parse(String line) {
        String[] parts = line.strip().split("\\s+", 2);
        List<String> flags = new ArrayList<>();
        String rest = parts[1];
        while (rest.startsWith("--")) {
            String[] flagAndRest = rest.split("\\s+", 2);
            flags.add(flagAndRest[0]);
            rest = flagAndRest[1];
        }
        return new Instruction(parts[0], List.copyOf(flags), rest);
    }

    Stream<Instruction> all(String name) {
        return instructions.stream().filter(instruction -> instruction.name().equals(name));
    }

    /** What the last such instruction says. */
    String last(String name) {
        return all(name)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no " + name))
                .rest();
    }

    /** The names and values of all such instructions, quotes taken off. */
    Map<String, String> pairs(String name) {
        Map<String, String> pairs = new TreeMap<>();
        all(name).forEach(instruction -> {
            Matcher matcher = PAIR.matcher(instruction.rest());
            while (matcher.find()) {
                pairs.put(matcher.group(1), matcher.group(2).replace("\"", ""));
            }
        });
        return pairs;
    }
}
