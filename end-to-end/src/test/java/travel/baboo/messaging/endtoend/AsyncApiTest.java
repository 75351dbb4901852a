package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The description of the topics is AsyncAPI, and names the topics, headers and fields that the code has. */
class AsyncApiTest {

    private static final Pattern TOPIC = Pattern.compile("\\.topic=(\\S+)");
    private static final Pattern ORIGIN = Pattern.compile("@JsonProperty\\(\"([a-z-]+)\"\\)");
    private static final Pattern HEADER = Pattern.compile("\"(ce_[a-z]+|content-type|dead-letter-[a-z]+)\"");

    private final JsonNode page = read();

    private static JsonNode read() {
        try {
            Object yaml = new Yaml().load(Files.readString(Project.ROOT.resolve("docs/asyncapi.yaml")));
            return new ObjectMapper().valueToTree(yaml);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itIsWhatTheSpecificationAllows() throws IOException {
        try (InputStream schema = AsyncApiTest.class.getResourceAsStream("/asyncapi/3.0.0.json")) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                            .getSchema(Objects.requireNonNull(schema))
                            .validate(page))
                    .isEmpty();
        }
    }

    @Test
    void itNamesTheTopicsThatTheServicesAreSetTo() throws IOException {
        Set<String> described = new TreeSet<>();
        page.get("channels")
                .forEach(channel -> described.add(channel.get("address").asText()));
        Set<String> used = new TreeSet<>();
        for (Project.Module service : Project.SERVICES) {
            Matcher topics = TOPIC.matcher(Files.readString(
                    Project.ROOT.resolve(service.folder()).resolve("src/main/resources/application.properties")));
            while (topics.find()) {
                used.add(topics.group(1));
            }
        }
        assertThat(described).isEqualTo(used);
    }

    @ParameterizedTest
    @CsvSource({
        "TwilioEvent, event/TwilioEvent.java",
        "AttentionEvent, attention/AttentionEvent.java",
        "Notice, attention/AttentionEvent.java",
        "Response, attention/AttentionEvent.java",
        "Undelivered, attention/AttentionEvent.java",
        "Window, attention/AttentionEvent.java",
        "OptOut, attention/AttentionEvent.java",
        "FoundDetails, attention/FoundDetails.java",
        "Detail, attention/FoundDetails.java",
        "DirectoryEntry, directory/DirectoryEntry.java",
        "Traveler, directory/DirectoryEntry.java",
        "Expert, directory/DirectoryEntry.java"
    })
    void itNamesEveryField(String type, String file) throws IOException {
        Set<String> described = new TreeSet<>();
        page.at("/components/schemas/" + type + "/properties").fieldNames().forEachRemaining(described::add);
        assertThat(described).isEqualTo(components(type, file));
    }

    @Test
    void itNamesEveryOrigin() throws IOException {
        Set<String> described = new TreeSet<>();
        page.at("/components/schemas/TwilioEvent/properties/origin/enum")
                .forEach(origin -> described.add(origin.asText()));
        Set<String> written = new TreeSet<>();
        Matcher names = ORIGIN.matcher(Files.readString(source("event/Origin.java")));
        while (names.find()) {
            written.add(names.group(1));
        }
        assertThat(described).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "twilioEvent, event/CloudEventAttributes.java",
        "attentionEvent, event/CloudEventAttributes.java",
        "deadLetter, deadletter/DeadLetters.java"
    })
    void itNamesEveryHeader(String message, String file) throws IOException {
        Set<String> described = new TreeSet<>();
        page.at("/components/messages/" + message + "/headers/properties")
                .fieldNames()
                .forEachRemaining(described::add);
        described.remove("traceparent");
        Set<String> written = new TreeSet<>();
        Matcher headers = HEADER.matcher(Files.readString(source(file)));
        while (headers.find()) {
            written.add(headers.group(1));
        }
        assertThat(described).isEqualTo(written);
    }

    private static Path source(String file) {
        return Project.COMMON.stream()
                .map(module -> module.sources()
                        .resolve("travel/baboo/messaging/common")
                        .resolve(file))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    /** The components of a record, from its source. */
    private static Set<String> components(String type, String file) throws IOException {
        Set<String> names = new TreeSet<>();
        Path source = source(file);
        JavaSources.read(
                Objects.requireNonNull(source.getParent()),
                source.getFileName().toString(),
                (unit, docs) -> new TreeScanner<@Nullable Void, CompilationUnitTree>() {
                    @Override
                    public @Nullable Void visitClass(ClassTree declaration, CompilationUnitTree file) {
                        if (declaration.getSimpleName().contentEquals(type)) {
                            for (Tree member : declaration.getMembers()) {
                                if (member instanceof VariableTree field
                                        && !field.getModifiers().getFlags().contains(Modifier.STATIC)) {
                                    names.add(field.getName().toString());
                                }
                            }
                        }
                        return super.visitClass(declaration, file);
                    }
                }.scan(unit, unit));
        return names;
    }
}
