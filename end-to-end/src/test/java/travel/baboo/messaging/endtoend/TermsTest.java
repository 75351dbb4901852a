package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents, comments and names use the field's terms, one for each thing, in American spelling. */
class TermsTest {

    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "dist", ".git", ".local", ".angular");

    private static final Set<String> ENDINGS = Set.of(
            "java",
            "md",
            "yml",
            "yaml",
            "properties",
            "ts",
            "mjs",
            "js",
            "html",
            "css",
            "sh",
            "sql",
            "json",
            "template");

    /** Shipped migrations are checked by their hash; a recorded run, others' texts and former names are what they are. */
    private static final Pattern KEPT = Pattern.compile(
            ".*(/db/migration/V.*\\.sql|package-lock\\.json|/docs/benchmarks/.*|/src/test/resources/.*|LICENSE.*|CHANGELOG\\.md|TermsTest\\.java)");

    /** What we do not say, and what we say. Case does not count; a word may be part of a name. */
    private static final Map<Pattern, String> TERMS = terms();

    private static Map<Pattern, String> terms() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("told", "reported, or known");
        words.put("mend(s|ed|ing)?", "fix");
        words.put("reckon\\w*", "calculate");
        words.put("tak(e|es|en) (it |them )?up again", "retry");
        words.put("bur(y|ies|ied|ying)", "dead-letter");
        words.put("(set|sets|put|puts|setting|putting) aside", "quarantine, or dead-letter");
        words.put("upkeep", "retention");
        words.put("useful[ -]?for", "TTL");
        words.put("longest[ -]?wait", "max-wait");
        words.put("patiently", "with back-off");
        words.put("passages?", "provenance");
        words.put("nothing of theirs outlives", "ephemeral");
        words.put("(what )?all rests on", "infrastructure");
        words.put("what waits for (them|it)", "consumer lag");
        words.put("(behavio|colo|favo|hono|neighbo|labo)ur\\w*", "-or");
        words.put(
                "(normal|recogn|organ|initial|serial|author|minim|maxim|optim|general|categor|special)is(e|es|ed|er|ing|ation)",
                "-ize");
        words.put("licen[c]e[sd]?", "license");
        words.put("travell(er|ers|ed|ing)", "traveler");
        words.put("label(led|ling)", "labeled");
        words.put("catalogues?", "catalog");
        words.put("centres?", "center");
        Map<Pattern, String> terms = new LinkedHashMap<>();
        words.forEach((word, say) -> terms.put(word(word), say));
        return terms;
    }

    /** As a word, or as one of a name in camel case. */
    private static Pattern word(String word) {
        return Pattern.compile("(?:(?<![A-Za-z])|(?<=[a-z])(?=[A-Z]))(?i:" + word + ")(?![a-z])");
    }

    @Test
    void everythingWrittenUsesTheTerms() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String at = Project.ROOT.relativize(file) + ":" + (i + 1);
                find(lines.get(i)).forEach(word -> found.add(at + " " + word));
            }
        }

        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "It is mended., 1",
        "Recommended by Kafka, 0",
        "int longestWait = 3;, 1",
        "record MakeBehaviour(), 1",
        "the traveler's behavior, 0",
        "HTTP's Authorization, 0",
        "It is set aside and taken up again., 2"
    })
    void aTermIsFoundAsAWord(String line, int times) {
        assertThat(find(line)).hasSize(times);
    }

    private static List<String> find(String line) {
        return TERMS.entrySet().stream()
                .flatMap(term -> term.getKey()
                        .matcher(line)
                        .results()
                        .map(match -> "\"" + match.group() + "\": say " + term.getValue()))
                .toList();
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(Project.ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                boolean ours = ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1))
                        && !KEPT.matcher(file.toString()).matches();
                if (ours) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
