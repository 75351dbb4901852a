package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import travel.baboo.messaging.sandbox.embedded.OrphanGuard;

/**
 * A process of the stack. It logs to a file, ignores the terminal's Ctrl-C because the launcher stops it in order, and ends with
 * the launcher.
 */
final class StackProcess {

    private static final Logger LOG = Logger.getLogger(StackProcess.class.getName());
    private static final long STOP_SECONDS = 30;
    private static final int TERMINATED = 128 + 15;

    private final String name;
    private final Path log;
    private final Optional<ClassDataArchive> classData;
    private final Process process;

    private StackProcess(String name, Path log, Optional<ClassDataArchive> classData, Process process) {
        this.name = name;
        this.log = log;
        this.classData = classData;
        this.process = process;
    }

    /** Starts the program; what it prints goes to the log. */
    static StackProcess start(Program program, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(OrphanGuard.shieldedFromTerminal(program.command()))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith("TWILIO_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        OrphanGuard.shared().watch(process.toHandle());
        return new StackProcess(program.name(), log, program.classData(), process);
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Once the process has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** Asks the process to end and does not wait for it. */
    void askToStop() {
        process.destroy();
    }

    /** Asks the process to end, and kills it when it does not. */
    void stop() throws InterruptedException {
        askToStop();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        if (process.exitValue() == TERMINATED) {
            keepClassData();
        }
    }

    private void keepClassData() {
        try {
            if (classData.isPresent()) {
                classData.get().keep();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The class data of " + name + " is not kept", e);
        }
    }
}
