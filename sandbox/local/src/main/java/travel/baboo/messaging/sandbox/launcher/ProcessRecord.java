package travel.baboo.messaging.sandbox.launcher;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import travel.baboo.messaging.sandbox.embedded.Processes;

/**
 * A process of the stack as recorded on disk. The start time distinguishes it from a later process with the same id.
 *
 * @param port the one its clients use
 * @param health answers 200 when it is ready; empty when it is ready as soon as the port is open
 */
record ProcessRecord(String name, long pid, Instant started, int port, Optional<URI> health) {

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    ProcessRecord {
        if (name.isBlank() || pid <= 0) {
            throw new IllegalArgumentException("Not a process: " + name + " " + pid);
        }
    }

    static ProcessRecord of(String name, ProcessHandle process, int port, Optional<URI> health) {
        return new ProcessRecord(
                name, process.pid(), process.info().startInstant().orElse(Instant.EPOCH), port, health);
    }

    static ProcessRecord from(Properties properties) {
        String health = properties.getProperty("health", "");
        return new ProcessRecord(
                properties.getProperty("name", ""),
                Long.parseLong(properties.getProperty("pid", "0")),
                Instant.parse(properties.getProperty("started", "")),
                Integer.parseInt(properties.getProperty("port", "0")),
                health.isEmpty() ? Optional.empty() : Optional.of(URI.create(health)));
    }

    Properties toProperties() {
        Properties properties = new Properties();
        properties.setProperty("name", name);
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("started", started.toString());
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("health", health.map(URI::toString).orElse(""));
        return properties;
    }

    /** The process, when it still lives and is the same one. */
    Optional<ProcessHandle> findAlive() {
        return ProcessHandle.of(pid).filter(Processes::isRunning).filter(this::isTheSame);
    }

    private boolean isTheSame(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(instant -> Duration.between(started, instant).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                .orElse(false);
    }
}
