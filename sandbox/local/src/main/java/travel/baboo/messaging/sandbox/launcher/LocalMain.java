package travel.baboo.messaging.sandbox.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.logging.LogManager;

/** The main class behind the {@code ./local} script. The system property {@code baboo.project} names the repository's folder. */
public final class LocalMain {

    private static final int USAGE_ERROR = 2;

    private LocalMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        keepLibrariesQuiet();
        Path project = Path.of(System.getProperty("baboo.project", "."));
        System.exit(run(List.of(arguments), project));
    }

    private static int run(List<String> arguments, Path project) throws IOException, InterruptedException {
        Console console = new Console(System.out);
        try {
            LocalOptions options = LocalOptions.parse(arguments);
            Optional<TwilioAccess> twilio = options.twilioCalls().map(url -> TwilioAccess.read(System.getenv(), url));
            LocalFiles sandboxFiles = new LocalFiles(project);
            LocalFiles files = options.verb() == LocalOptions.Verb.DRILL
                    ? LocalFiles.ofDrills(project)
                    : twilio.map(sandboxFiles::of).orElse(sandboxFiles);
            Clock clock = Clock.systemUTC();
            StackSession session = new StackSession(files, options, twilio, console, clock);
            return switch (options.verb()) {
                case UP -> new UpCommand(files, options, twilio, session, console).run();
                case DEMO -> new DemoCommand(files, session, console, clock).run();
                case DRILL -> new DrillCommand(files, options, session, console, clock).run();
                case STATUS -> new StatusCommand(files, console, clock).run();
                case DOWN -> new DownCommand(files, console).run();
                case RESET -> new DownCommand(files, console).reset();
            };
        } catch (UsageException e) {
            console.say(e.getMessage() + ". See ./local help");
            return USAGE_ERROR;
        } catch (StackException e) {
            console.say(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    /** The terminal belongs to the launcher's own words; what libraries say matters only when something is wrong. */
    private static void keepLibrariesQuiet() throws IOException {
        String configuration =
                """
                handlers = java.util.logging.ConsoleHandler
                .level = SEVERE
                """;
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
    }
}
