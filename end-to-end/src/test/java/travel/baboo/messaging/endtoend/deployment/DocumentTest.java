package travel.baboo.messaging.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.endtoend.Project;

/** What the operator's pages point at is there. */
class DocumentTest {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern SECRET_ROW = Pattern.compile("`([A-Z][A-Z0-9_]+)`");

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                assertThat(page.resolveSibling(link.group(1)).normalize())
                        .as(page + " links to it")
                        .exists();
            }
        }
    }

    @Test
    void everySecretHasItsRotation() throws IOException {
        String operations = Files.readString(Project.ROOT.resolve("docs/operations.md"));
        int begin = operations.indexOf("## Rotation of each secret");
        String rotation = operations.substring(begin, operations.indexOf("\n## ", begin + 1));
        Set<String> documented = new TreeSet<>();
        Matcher row = SECRET_ROW.matcher(rotation);
        while (row.find()) {
            documented.add(row.group(1));
        }

        assertThat(documented)
                .containsAll(Files.readAllLines(Project.ROOT.resolve("k8s/overlays/local/secrets.env.example")).stream()
                        .map(line -> line.substring(0, line.indexOf('=')))
                        // A hook's address is a secret that Make.com alone can change.
                        .filter(name -> !name.equals("RELAY_MAKE_URL"))
                        .toList());
    }

    @Test
    void everyComponentIsDocumented() throws IOException {
        String operations = Files.readString(Project.ROOT.resolve("docs/operations.md"));
        try (Stream<Path> components = Files.list(Project.ROOT.resolve("k8s/components"))) {
            assertThat(components.map(component -> "`" + component.getFileName() + "`"))
                    .hasSize(16)
                    .allMatch(operations::contains);
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Project.ROOT.resolve("docs"));
                Stream<Path> top = Files.list(Project.ROOT)) {
            return Stream.concat(docs, top)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }
}
