package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import travel.baboo.messaging.sandbox.embedded.Directories;
import travel.baboo.messaging.sandbox.embedded.OrphanGuard;

/**
 * One run of the stack while it holds the lock. However it ends (work done, failed start, Ctrl-C, {@code kill}), everything that
 * was started is stopped before the process exits.
 */
final class StackSession {

    private static final long TEARDOWN_SECONDS = 180;

    private final LocalFiles files;
    private final LocalOptions options;
    private final Optional<TwilioAccess> twilio;
    private final Console console;
    private final Clock clock;

    StackSession(LocalFiles files, LocalOptions options, Optional<TwilioAccess> twilio, Console console, Clock clock) {
        this.files = files;
        this.options = options;
        this.twilio = twilio;
        this.console = console;
        this.clock = clock;
    }

    /**
     * Starts the stack, does the work, stops the stack.
     *
     * @return the exit code of the work; empty when another launcher has the stack, and nothing was done
     */
    Optional<Integer> run(Work work) throws IOException {
        files.prepare();
        LockHolder self = LockHolder.thisProcess(clock.instant(), options.portOffset());
        Optional<StackLock> lock = StackLock.tryAcquire(files.lock(), self);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        CountDownLatch down = new CountDownLatch(1);
        Thread worker = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruptAndAwait(worker, down), "stack-shutdown"));
        try {
            return Optional.of(runLocked(work));
        } finally {
            lock.get().close();
            down.countDown();
        }
    }

    private int runLocked(Work work) throws IOException {
        StackPorts ports = new StackPorts(options.portOffset());
        StackWatch watch = new StackWatch(files, console, clock);
        ServicePrograms programs = new ServicePrograms(files.project(), options.nativeExecutables());
        Stack stack = new Stack(
                files,
                ports,
                options.without(),
                programs,
                new ServiceEnvironment(ports, files, twilio, options.instances(), options.furtherSettings()),
                options.verb() == LocalOptions.Verb.DRILL
                        ? ShiftableClocks.find(files.root().resolve("clocks"))
                        : Optional.empty(),
                options.eventStream(),
                watch);
        try {
            Files.deleteIfExists(files.started());
            programs.requireBuilt(options.without());
            endLeftovers();
            requirePorts(ports);
            if (options.verb() == LocalOptions.Verb.DRILL) {
                // Otherwise the proof would count the data of an earlier drill.
                Directories.delete(files.data());
            }
            console.say("Starting Baboo Messaging on this machine …");
            stack.start();
            Files.createFile(files.started());
            return work.run(stack, ports, watch);
        } catch (InterruptedException e) {
            return 0;
        } catch (StackException e) {
            console.say("\n" + e.getMessage());
            return 1;
        } finally {
            Files.deleteIfExists(files.started());
            stopUninterrupted(stack);
        }
    }

    private void endLeftovers() throws IOException, InterruptedException {
        List<String> ended = new Leftovers(new ProcessRecords(files.processes())).end();
        if (!ended.isEmpty()) {
            console.say("Ended what a killed run had left behind: " + String.join(", ", ended));
        }
    }

    private void requirePorts(StackPorts ports) {
        List<PortCheck.TakenPort> taken = PortCheck.findTaken(ports.purposes(options.without(), options.instances()));
        if (!taken.isEmpty()) {
            StringBuilder message = new StringBuilder();
            taken.forEach(port -> message.append(port).append('\n'));
            throw new StackException(message + "Nothing was started. Free the port, or move all of them: "
                    + "./local up --port-offset 1000");
        }
    }

    /** A second signal must not cut the stop short: it runs on a thread that nobody interrupts. */
    private void stopUninterrupted(Stack stack) {
        Thread stopper = new Thread(() -> stop(stack), "stack-stop");
        stopper.start();
        boolean stopped = false;
        while (!stopped) {
            try {
                stopper.join();
                stopped = true;
            } catch (InterruptedException again) {
                console.say("Stopping already …");
            }
        }
    }

    private void stop(Stack stack) {
        try {
            if (stack.stop()) {
                console.say("Everything is down.");
            }
            OrphanGuard.shared().stop();
        } catch (IOException e) {
            console.say("Not everything could be stopped: " + e.getMessage() + ". The next ./local up cleans up.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void interruptAndAwait(Thread worker, CountDownLatch down) {
        try {
            if (down.getCount() > 0) {
                worker.interrupt();
                down.await(TEARDOWN_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is done while the stack is up. */
    interface Work {

        /** Returns the exit code. */
        int run(Stack stack, StackPorts ports, StackWatch watch) throws IOException, InterruptedException;
    }
}
