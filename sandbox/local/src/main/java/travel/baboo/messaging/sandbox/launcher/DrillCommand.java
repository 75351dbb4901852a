package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import travel.baboo.messaging.sandbox.launcher.drill.Drill;
import travel.baboo.messaging.sandbox.launcher.drill.DrillReport;
import travel.baboo.messaging.sandbox.launcher.drill.DrillSettings;

/** Breaks a stack of its own, with two instances of each service and real disks, and proves that nothing was lost. */
final class DrillCommand {

    private final LocalFiles files;
    private final LocalOptions options;
    private final StackSession session;
    private final Console console;
    private final Clock clock;

    DrillCommand(LocalFiles files, LocalOptions options, StackSession session, Console console, Clock clock) {
        this.files = files;
        this.options = options;
        this.session = session;
        this.console = console;
        this.clock = clock;
    }

    /** Exit code 0 only if every promise holds. */
    int run() throws IOException {
        // With fsync, as in production.
        System.setProperty("baboo.postgres.fsync", "true");
        Program.beginLastingLoad();
        Optional<Integer> exitCode = session.run((stack, ports, watch) -> {
            DrillSettings settings = new DrillSettings(
                    ports.gatewayOrigin(),
                    ports.sandboxOrigin(),
                    LocalCredentials.MAKE_HOOK,
                    LocalCredentials.NOTICE_HOOK,
                    LocalCredentials.EXTERNAL_API_KEY,
                    options.drill().seed(),
                    options.drill().writing(),
                    options.drill().rate(),
                    options.drill().eventStream());
            return report(new Drill(settings, stack.processes(), clock, console::say).run());
        });
        return exitCode.orElseThrow(
                () -> new StackException("A stack runs already: ./local down first, the drill needs one of its own."));
    }

    private int report(DrillReport report) throws IOException {
        Path markdown = files.root().resolve("drill.md");
        Path page = files.root().resolve("drill.html");
        Files.writeString(markdown, report.markdown());
        Files.writeString(page, report.page());
        console.say("");
        report.proof().forEach(console::say);
        console.say("\n" + (report.holds() ? "Everything holds." : "NOT EVERYTHING HOLDS.") + " The report: " + markdown
                + " and " + page);
        return report.holds() ? 0 : 1;
    }
}
