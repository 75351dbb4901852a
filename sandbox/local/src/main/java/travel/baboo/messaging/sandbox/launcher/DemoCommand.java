package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import travel.baboo.messaging.sandbox.launcher.demo.ConversationStory;
import travel.baboo.messaging.sandbox.launcher.demo.DemoSettings;

/** Plays the story on the stack that runs, or else on one of its own that it takes down again. */
final class DemoCommand {

    private final LocalFiles files;
    private final StackSession session;
    private final Console console;
    private final Clock clock;

    DemoCommand(LocalFiles files, StackSession session, Console console, Clock clock) {
        this.files = files;
        this.session = session;
        this.console = console;
        this.clock = clock;
    }

    /** Exit code 0 only if every step was observed. */
    int run() throws IOException, InterruptedException {
        Optional<Integer> exitCode = session.run((stack, ports, watch) -> {
            double seconds = watch.sinceBegin().toMillis() / 1000.0;
            console.say(String.format(Locale.ROOT, "%nThe stack is up after %.1f s.%n", seconds));
            return play(ports);
        });
        return exitCode.isPresent() ? exitCode.get() : playOnRunningStack();
    }

    private int playOnRunningStack() throws IOException, InterruptedException {
        LockHolder holder = StackLock.findHolder(files.lock())
                .orElseThrow(
                        () -> new StackException("The stack is being started or taken down. Try again in a moment."));
        if (new StatusCommand(files, console, clock).run() != 0) {
            throw new StackException("The stack that runs is not ready. See ./local logs");
        }
        console.say("");
        return play(new StackPorts(holder.portOffset()));
    }

    private int play(StackPorts ports) throws InterruptedException {
        DemoSettings settings = new DemoSettings(
                ports.gatewayOrigin(),
                ports.sandboxOrigin(),
                LocalCredentials.MAKE_HOOK,
                LocalCredentials.NOTICE_HOOK,
                LocalCredentials.EXTERNAL_API_KEY,
                files.messagingPackage());
        return new ConversationStory(settings, console::say, clock).play() ? 0 : 1;
    }
}
