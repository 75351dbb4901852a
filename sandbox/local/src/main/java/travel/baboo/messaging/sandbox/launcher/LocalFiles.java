package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The files of the local stack, all under {@code .local} in the project's folder.
 *
 * @param project the folder of the repository
 * @param account whose data it is: empty for the sandbox's
 */
record LocalFiles(Path project, String account) {

    private static final String DRILL = "drill";

    LocalFiles {
        project = project.toAbsolutePath().normalize();
    }

    LocalFiles(Path project) {
        this(project, "");
    }

    /** With data of their own for drills. */
    static LocalFiles ofDrills(Path project) {
        return new LocalFiles(project, DRILL);
    }

    /** With data of their own for that Twilio account: what the sandbox's phones wrote does not mix with what real ones write. */
    LocalFiles of(TwilioAccess twilio) {
        return new LocalFiles(project, twilio.accountSid());
    }

    Path root() {
        return project.resolve(".local");
    }

    Path lock() {
        return root().resolve("lock");
    }

    /** There while everything that is to run has been started. */
    Path started() {
        return root().resolve("started");
    }

    Path processes() {
        return root().resolve("processes");
    }

    Path classData() {
        return root().resolve("cds");
    }

    Path environments() {
        return root().resolve("environment");
    }

    Path log(String process) {
        return root().resolve("logs").resolve(process + ".log");
    }

    Path data() {
        return root().resolve("data").resolve(account);
    }

    Path data(String process) {
        return data().resolve(process);
    }

    /** The directory of the sandbox's state. Empty for a drill: it never restarts the sandbox, and each write rewrites all messages. */
    Optional<Path> sandboxData() {
        return account.equals(DRILL) ? Optional.empty() : Optional.of(data("sandbox"));
    }

    /** Twilio's SDK, once npm has fetched it for our own package. */
    Optional<Path> findSdk() {
        return Optional.of(messagingPackage().resolve("node_modules/@twilio/conversations"))
                .filter(Files::isDirectory);
    }

    /** Our package for browser apps. */
    Path messagingPackage() {
        return project.resolve("packages/messaging");
    }

    /** Makes the folders; says so when they belong to someone else. */
    void prepare() {
        try {
            Files.createDirectories(root().resolve("logs"));
            Files.createDirectories(root().resolve("data"));
            Files.createDirectories(processes());
            Files.createDirectories(classData());
            Files.createDirectories(environments());
        } catch (IOException e) {
            throw new StackException("Cannot write to " + root() + ". Does it belong to another user?", e);
        }
        if (!Files.isWritable(root()) || !Files.isWritable(root().resolve("data"))) {
            throw new StackException("Cannot write to " + root() + ". Does it belong to another user?");
        }
    }

    /** The log of a new run; the run before keeps one generation. */
    Path freshLog(String process) throws IOException {
        Path log = log(process);
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(process + ".log.previous"), StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.createFile(log);
    }
}
