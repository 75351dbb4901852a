package travel.baboo.messaging.sandbox.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import travel.baboo.messaging.sandbox.http.Json;

/**
 * One JSON file with the state of all parts. Changes are collected and written together, on another thread, to a
 * neighbor file that then replaces the old one: the file is always whole. Changes in the last moments before a
 * {@code kill -9} may be missing. Without a directory nothing is kept.
 */
public final class StateFile implements Changes {

    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
    private static final long GATHER_MILLIS = 200;
    private static final long LONGEST_MILLIS = 2_000;

    /** Writing takes at most 1/{@value} of a core, however often the state changes, unless the maximum delay is reached. */
    private static final long SHARE = 50;

    private final Vertx vertx;
    private final @Nullable Path file;
    private final List<Persistent> parts;
    private boolean dirty;
    private boolean writing;
    private long pauseMillis = GATHER_MILLIS;
    private Future<Void> current = Future.succeededFuture();

    public StateFile(Vertx vertx, @Nullable Path directory, List<Persistent> parts) {
        this.vertx = vertx;
        this.file = directory == null ? null : directory.resolve("sandbox-state.json");
        this.parts = List.copyOf(parts);
    }

    /** Blocking; called once before the sandbox takes requests. */
    public void load() {
        if (file == null || !Files.exists(file)) {
            return;
        }
        try {
            JsonNode saved = Json.MAPPER.readTree(file.toFile());
            parts.stream()
                    .filter(part -> saved.hasNonNull(part.name()))
                    .forEach(part -> part.restore(saved.get(part.name())));
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox's state file cannot be read: " + file, e);
        }
    }

    @Override
    public void happened() {
        if (file != null && !dirty) {
            dirty = true;
            if (!writing) {
                vertx.setTimer(pauseMillis, timer -> writeWhenDue());
            }
        }
    }

    /** The state of the sandbox by part. */
    public Map<String, Object> dump() {
        Map<String, Object> dump = new LinkedHashMap<>();
        parts.forEach(part -> dump.put(part.name(), part.snapshot()));
        return dump;
    }

    public void reset() {
        parts.forEach(Persistent::reset);
        happened();
    }

    /** Writes what is not yet written; done when it is on disk. */
    public Future<Void> flush() {
        return current.compose(done -> dirty ? write() : Future.succeededFuture());
    }

    private void writeWhenDue() {
        if (dirty && !writing) {
            write().onFailure(failure -> LOG.error("The sandbox's state could not be written", failure));
        }
    }

    private Future<Void> write() {
        Path target = Objects.requireNonNull(file);
        writing = true;
        dirty = false;
        Map<String, Object> dump = dump();
        Future<Void> written = vertx.executeBlocking(() -> replace(target, dump))
                .onSuccess(took ->
                        pauseMillis = Math.min(LONGEST_MILLIS, Math.max(GATHER_MILLIS, took.toMillis() * SHARE)))
                .onFailure(failure -> dirty = true)
                .onComplete(done -> afterWrite())
                .mapEmpty();
        current = written.otherwiseEmpty();
        return written;
    }

    private void afterWrite() {
        writing = false;
        if (dirty) {
            vertx.setTimer(pauseMillis, timer -> writeWhenDue());
        }
    }

    private static Duration replace(Path target, Map<String, Object> dump) throws IOException {
        long start = System.nanoTime();
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Json.MAPPER.writeValue(fresh.toFile(), dump);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
