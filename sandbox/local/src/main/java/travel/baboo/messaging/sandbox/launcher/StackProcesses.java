package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import travel.baboo.messaging.sandbox.launcher.drill.Processes;
import travel.baboo.messaging.sandbox.launcher.drill.Targets;

/**
 * The processes of a stack that the drill kills and freezes: the services' instances, Kafka and PostgreSQL. The sandbox replaces
 * Twilio and is never a target.
 */
final class StackProcesses implements Processes {

    /**
     * An instance of a service.
     *
     * @param settings its environment
     */
    record Part(StackService service, Program program, Map<String, String> settings, URI health, StackProcess process) {

        Part with(StackProcess other) {
            return new Part(service, program, settings, health, other);
        }
    }

    /** A process that starts while others do, on a busy machine. */
    private static final Duration READY_LIMIT = Duration.ofMinutes(4);

    private final LocalFiles files;
    private final StackServers servers;
    private final Optional<ShiftableClocks> clocks;
    private final Readiness readiness = new Readiness(new Cancellation(), READY_LIMIT);
    private final SortedMap<String, Part> parts = new TreeMap<>();

    /** @param clocks of the parts that are added; empty if they cannot be shifted */
    StackProcesses(LocalFiles files, StackServers servers, Optional<ShiftableClocks> clocks) {
        this.files = files;
        this.servers = servers;
        this.clocks = clocks;
    }

    synchronized void add(Part part) {
        parts.put(part.program().name(), part);
    }

    /** Those that run now, also after they were started again. */
    synchronized List<StackProcess> running() {
        return parts.values().stream().map(Part::process).toList();
    }

    @Override
    public synchronized Targets targets() {
        List<String> services = parts.values().stream()
                .map(part -> part.service().moduleName())
                .distinct()
                .toList();
        List<String> disks = namesOf(StackService.WEBHOOK_INGEST);
        return new Targets(
                Stream.concat(parts.keySet().stream(), Stream.of(StackServers.KAFKA, StackServers.POSTGRES))
                        .toList(),
                services,
                FullDisk.isPossible() ? disks : List.of(),
                clocks.isPresent() ? List.copyOf(parts.keySet()) : List.of(),
                nodes());
    }

    /** The first instances of all services, then the second ones. */
    private List<String> nodes() {
        return parts.entrySet().stream()
                .collect(Collectors.groupingBy(
                        part -> part.getKey()
                                .substring(
                                        part.getValue().service().moduleName().length()),
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.joining(" "))))
                .values()
                .stream()
                .toList();
    }

    private List<String> namesOf(StackService service) {
        return parts.entrySet().stream()
                .filter(part -> part.getValue().service() == service)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void kill(String name) throws InterruptedException {
        ProcessHandle process = find(name);
        // PostgreSQL's workers exit by themselves; until the last one has, no other server starts on their data.
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        process.destroyForcibly();
        while (all.stream().anyMatch(ProcessHandle::isAlive)) {
            Thread.sleep(10);
        }
    }

    @Override
    public void restart(List<String> names) throws IOException, InterruptedException {
        List<Part> starting = new ArrayList<>();
        for (String name : names) {
            switch (name) {
                case StackServers.KAFKA -> servers.startKafka();
                case StackServers.POSTGRES -> servers.startPostgres();
                default -> starting.add(start(part(name)));
            }
        }
        for (Part part : starting) {
            awaitReady(part);
        }
    }

    private Part start(Part part) throws IOException {
        Part started = part.with(StackProcess.start(
                part.program(), part.settings(), files.log(part.program().name())));
        add(started);
        return started;
    }

    private void restart(Part part) throws IOException, InterruptedException {
        awaitReady(start(part));
    }

    @Override
    public void freeze(String name) throws IOException, InterruptedException {
        signal("-STOP", name);
    }

    @Override
    public void thaw(String name) throws IOException, InterruptedException {
        signal("-CONT", name);
        if (!name.equals(StackServers.KAFKA) && !name.equals(StackServers.POSTGRES)) {
            awaitReady(part(name));
        }
    }

    @Override
    public void upgrade(String service) throws IOException, InterruptedException {
        List<String> names =
                namesOf(StackService.find(service).orElseThrow(() -> new IllegalArgumentException(service)));
        for (String name : names) {
            Part part = part(name);
            part.process().stop();
            restart(part);
        }
    }

    @Override
    public void fillDisk(String name) throws IOException, InterruptedException {
        FullDisk.begin(find(name));
    }

    @Override
    public void freeDisk(String name) throws IOException, InterruptedException {
        Part part = part(name);
        if (part.process().isAlive()) {
            FullDisk.end(find(name));
            awaitReady(part);
        } else {
            // A program that does not ignore the signal died of it; Kubernetes starts it again.
            restart(part);
        }
    }

    @Override
    public void shiftClock(String name, Duration shift) throws IOException, InterruptedException {
        clocks.orElseThrow(() -> new IllegalStateException("Clocks cannot be shifted here"))
                .shift(name, shift);
        awaitReady(part(name));
    }

    private void awaitReady(Part part) throws IOException, InterruptedException {
        readiness.await(part.process(), part.health());
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
