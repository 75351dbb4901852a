package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the provisioning command of conversation-service's image against the sandbox, as an operator does against Twilio: it finds or
 * creates the Conversations service, sets its webhooks, and prints the settings the services need.
 */
final class Provisioning {

    private static final String NAME = "provision";
    private static final String REQUIRED = "TWILIO_CONVERSATIONS_SERVICE_SID";
    private static final Pattern SETTING = Pattern.compile("([A-Z][A-Z0-9_]+)=(\\S+)");
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final LocalFiles files;
    private final ServiceEnvironment environment;
    private final ServicePrograms programs;
    private final Cancellation cancellation;

    Provisioning(
            LocalFiles files, ServiceEnvironment environment, ServicePrograms programs, Cancellation cancellation) {
        this.files = files;
        this.environment = environment;
        this.programs = programs;
        this.cancellation = cancellation;
    }

    /** @param eventStream whether Event Streams is set up, too */
    SortedMap<String, String> run(boolean eventStream) throws IOException, InterruptedException {
        List<String> command = eventStream ? List.of(NAME, "--event-stream") : List.of(NAME);
        Program program = programs.of(StackService.CONVERSATION, NAME, command);
        StackProcess process =
                StackProcess.start(program, environment.of(StackService.CONVERSATION, Map.of()), files.freshLog(NAME));
        try {
            awaitEnd(process);
            if (process.exitCode() != 0) {
                throw new StackException(Readiness.exitReport(process));
            }
        } finally {
            process.stop();
        }
        return settingsIn(process.log());
    }

    private void awaitEnd(StackProcess process) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (process.isAlive()) {
            cancellation.check();
            if (System.nanoTime() > deadline) {
                throw new StackException("The provisioning command did not end within " + LIMIT.toSeconds() + " s. See "
                        + process.log());
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    static SortedMap<String, String> settingsIn(Path output) throws IOException {
        SortedMap<String, String> settings = new TreeMap<>();
        for (String line : Files.readAllLines(output)) {
            Matcher matcher = SETTING.matcher(line.strip());
            if (matcher.matches()) {
                settings.put(matcher.group(1), matcher.group(2));
            }
        }
        if (!settings.containsKey(REQUIRED)) {
            throw new StackException("The provisioning command did not print " + REQUIRED + ". See " + output);
        }
        return settings;
    }
}
