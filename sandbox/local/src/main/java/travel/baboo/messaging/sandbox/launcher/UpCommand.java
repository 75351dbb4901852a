package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.util.Optional;

/** Starts the stack and stays with it until it is asked to end. */
final class UpCommand {

    private final LocalFiles files;
    private final LocalOptions options;
    private final Optional<TwilioAccess> twilio;
    private final StackSession session;
    private final Console console;

    UpCommand(
            LocalFiles files,
            LocalOptions options,
            Optional<TwilioAccess> twilio,
            StackSession session,
            Console console) {
        this.files = files;
        this.options = options;
        this.twilio = twilio;
        this.session = session;
        this.console = console;
    }

    /** Exit code 0 also when the stack runs already where this one would; 1 when it runs elsewhere or does not start. */
    int run() throws IOException {
        Optional<Integer> exitCode = session.run((stack, ports, watch) -> {
            console.say(new UpReport(ports, options.without(), twilio).text(watch.sinceBegin()));
            if (twilio.isPresent()) {
                console.say(PublicUrlCheck.run(twilio.get().publicUrl(), ports.gatewayOrigin()));
            }
            watch.reportDeaths();
            return 0;
        });
        return exitCode.isPresent() ? exitCode.get() : reportRunning();
    }

    private int reportRunning() throws IOException {
        Optional<LockHolder> holder = StackLock.findHolder(files.lock());
        if (holder.isEmpty()) {
            console.say("The stack is being started or taken down by another process. Try again in a moment.");
            return 1;
        }
        LockHolder launcher = holder.get();
        StackPorts ports = new StackPorts(launcher.portOffset());
        console.say("Baboo Messaging runs already: process " + launcher.pid() + ", since " + launcher.since()
                + ", sandbox page " + ports.sandboxOrigin() + "/, gateway " + ports.gatewayOrigin()
                + ". See ./local status; ./local down takes it down.");
        return launcher.portOffset() == options.portOffset() ? 0 : 1;
    }
}
