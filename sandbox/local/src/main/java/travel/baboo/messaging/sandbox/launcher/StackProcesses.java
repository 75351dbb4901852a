package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import travel.baboo.messaging.sandbox.launcher.drill.Processes;

/**
 * The processes of a stack that the drill kills and freezes: the services' instances, Kafka and PostgreSQL. The sandbox stands for
 * Twilio and is left alone.
 */
final class StackProcesses implements Processes {

    /**
     * An instance of a service.
     *
     * @param settings its environment
     */
    record Part(Program program, Map<String, String> settings, URI health, StackProcess process) {}

    /** A process that starts while others do, on a busy machine. */
    private static final Duration READY_LIMIT = Duration.ofMinutes(4);

    private final LocalFiles files;
    private final StackServers servers;
    private final Readiness readiness = new Readiness(new Cancellation(), READY_LIMIT);
    private final SortedMap<String, Part> parts = new TreeMap<>();

    StackProcesses(LocalFiles files, StackServers servers) {
        this.files = files;
        this.servers = servers;
    }

    synchronized void add(Part part) {
        parts.put(part.program().name(), part);
    }

    /** Those that run now, also after they were started again. */
    synchronized List<StackProcess> running() {
        return parts.values().stream().map(Part::process).toList();
    }

    @Override
    public synchronized List<String> names() {
        return Stream.concat(parts.keySet().stream(), Stream.of(StackServers.KAFKA, StackServers.POSTGRES))
                .toList();
    }

    @Override
    public void kill(String name) throws InterruptedException {
        ProcessHandle process = find(name);
        // PostgreSQL's workers end by themselves; while one lives, no other server starts on their data.
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        process.destroyForcibly();
        while (all.stream().anyMatch(ProcessHandle::isAlive)) {
            Thread.sleep(10);
        }
    }

    @Override
    public void restart(String name) throws IOException, InterruptedException {
        switch (name) {
            case StackServers.KAFKA -> servers.startKafka();
            case StackServers.POSTGRES -> servers.startPostgres();
            default -> {
                Part part = part(name);
                StackProcess process = StackProcess.start(part.program(), part.settings(), files.log(name));
                add(new Part(part.program(), part.settings(), part.health(), process));
                readiness.await(process, part.health());
            }
        }
    }

    @Override
    public void freeze(String name) throws IOException, InterruptedException {
        signal("-STOP", name);
    }

    @Override
    public void thaw(String name) throws IOException, InterruptedException {
        signal("-CONT", name);
        if (!name.equals(StackServers.KAFKA) && !name.equals(StackServers.POSTGRES)) {
            Part part = part(name);
            readiness.await(part.process(), part.health());
        }
    }

    private void signal(String signal, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder(
                        "kill", signal, Long.toString(find(name).pid()))
                .redirectErrorStream(true)
                .start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill " + signal + " of " + name + " failed: "
                    + new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private ProcessHandle find(String name) {
        return switch (name) {
            case StackServers.KAFKA -> servers.kafkaProcess();
            case StackServers.POSTGRES -> servers.postgresProcess();
            default -> part(name).process().handle();
        };
    }

    private synchronized Part part(String name) {
        Part part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("There is no process " + name);
        }
        return part;
    }
}
