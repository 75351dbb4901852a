package travel.baboo.messaging.common.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.command.OperatorArguments;

/**
 * {@code deadletters list|show|reinject|drop}: the admin calls as a command of a service's image. Needs no
 * database and no login, only the {@code KAFKA_…} environment.
 *
 * <p>Prints JSON, one object per line.
 */
public final class DeadLettersCommand {

    private static final String USAGE =
            """
            usage: deadletters list [--after ID]
                   deadletters show ID
                   deadletters reinject ID... | --all   [--dry-run]
                   deadletters drop ID... --reason TEXT [--dry-run]
            """;

    private static final String BY = "command";
    private static final Pattern ID = Pattern.compile("[0-9]{1,9}-[0-9]{1,18}");

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private final PrintStream out;
    private final PrintStream err;

    private DeadLettersCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command.
     *
     * @param topic the service's dead-letter topic
     * @return the exit code: 0 done, 1 Kafka failed or an id is not open, 2 wrong arguments or settings
     */
    public static int run(
            List<String> arguments, Map<String, String> environment, String topic, PrintStream out, PrintStream err) {
        return new DeadLettersCommand(out, err).run(arguments, environment, topic);
    }

    private int run(List<String> arguments, Map<String, String> environment, String topic) {
        if (environment.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "").isBlank()) {
            err.println("KAFKA_BOOTSTRAP_SERVERS is not set.");
            return 2;
        }
        Optional<OperatorArguments> parsed = OperatorArguments.parse(arguments, ID);
        if (parsed.isEmpty()) {
            err.print(USAGE);
            return 2;
        }
        try {
            return run(parsed.get(), new DeadLetterService(kafka(environment), topic, json));
        } catch (KafkaException | IllegalStateException | IllegalArgumentException failure) {
            err.println(failure.getMessage());
            return 1;
        }
    }

    private int run(OperatorArguments arguments, DeadLetterService letters) {
        return switch (arguments.action()) {
            case "list" -> list(letters, arguments.after());
            case "show" -> letters.find(arguments.id()).map(this::print).orElseGet(this::notOpen);
            case "reinject" ->
                print(letters.reinject(arguments.all() ? null : Set.copyOf(arguments.ids()), arguments.dryRun(), BY));
            default ->
                print(letters.drop(
                        Set.copyOf(arguments.ids()), arguments.dryRun(), String.valueOf(arguments.reason()), BY));
        };
    }

    private int list(DeadLetterService letters, @Nullable String after) {
        DeadLetterPage page = letters.list(after, DeadLetterService.MAX_PAGE);
        page.items().forEach(this::print);
        err.println(page.open() + " open" + (page.next() == null ? "" : "; more with --after " + page.next()));
        return 0;
    }

    private int print(DeadLetterReport report) {
        print((Object) report);
        return report.notOpen().isEmpty() ? 0 : 1;
    }

    private int print(Object value) {
        try {
            out.println(json.writeValueAsString(value));
            return 0;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always JSON", e);
        }
    }

    private int notOpen() {
        err.println("No open dead letter has this id.");
        return 1;
    }

    /** {@code KAFKA_SASL_MECHANISM} becomes {@code sasl.mechanism}, as the framework reads it for the service. */
    private static Map<String, Object> kafka(Map<String, String> environment) {
        Map<String, Object> settings = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("KAFKA_") && !value.isBlank()) {
                settings.put(
                        name.substring("KAFKA_".length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value);
            }
        });
        return settings;
    }
}
