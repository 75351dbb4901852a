package travel.baboo.messaging.ingest.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import travel.baboo.messaging.common.command.OperatorArguments;
import travel.baboo.messaging.ingest.journal.QuarantineFolder;

/**
 * {@code quarantine list|show|reinject|drop}: run it in the instance's own container with {@code kubectl exec}. It needs only the journal's
 * folder, and works with or without the running service.
 *
 * <p>Prints JSON, one object per line.
 */
public final class QuarantineCommand {

    private static final String USAGE =
            """
            usage: quarantine list
                   quarantine show NAME
                   quarantine reinject NAME... | --all   [--dry-run]
                   quarantine drop NAME... --reason TEXT [--dry-run]
            """;

    private static final Pattern NAME = Pattern.compile("(?:refused|corrupt|torn)-[A-Za-z0-9.-]{1,100}");
    private static final String DIRECTORY = "INGEST_JOURNAL_DIRECTORY";

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private final PrintStream out;
    private final PrintStream err;

    private QuarantineCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the command; exit code 0 done, 1 an unknown name or a disk failure, 2 wrong arguments or settings. */
    public static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        return new QuarantineCommand(out, err).run(arguments, environment);
    }

    private int run(List<String> arguments, Map<String, String> environment) {
        String directory = environment.getOrDefault(DIRECTORY, "");
        if (directory.isBlank()) {
            err.println(DIRECTORY + " is not set.");
            return 2;
        }
        Optional<OperatorArguments> parsed = OperatorArguments.parse(arguments, NAME);
        if (parsed.isEmpty()) {
            err.print(USAGE);
            return 2;
        }
        QuarantineFolder folder = new QuarantineFolder(Path.of(directory), Clock.systemUTC());
        try {
            return run(parsed.get(), new QuarantineService(folder, json));
        } catch (IOException failure) {
            err.println("The quarantine is not available: " + failure);
            return 1;
        }
    }

    private int run(OperatorArguments arguments, QuarantineService quarantine) throws IOException {
        switch (arguments.action()) {
            case "list" -> {
                for (Object item : quarantine.list()) {
                    print(item);
                }
                return 0;
            }
            case "show" -> {
                Optional<QuarantineDetails> details = quarantine.find(arguments.id());
                if (details.isEmpty()) {
                    err.println("There is nothing of this name.");
                    return 1;
                }
                print(details.get());
                return 0;
            }
            case "reinject" -> {
                return report(quarantine.reinject(arguments.all() ? null : arguments.ids(), arguments.dryRun()));
            }
            default -> {
                return report(quarantine.drop(arguments.ids(), String.valueOf(arguments.reason()), arguments.dryRun()));
            }
        }
    }

    private int report(QuarantineReport report) throws JsonProcessingException {
        print(report);
        return report.notDone().isEmpty() ? 0 : 1;
    }

    private void print(Object value) throws JsonProcessingException {
        out.println(json.writeValueAsString(value));
    }
}
