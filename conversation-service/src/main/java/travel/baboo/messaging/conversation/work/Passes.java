package travel.baboo.messaging.conversation.work;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Passes over waiting work, one at a time, requested by the scheduler or by an event. */
public final class Passes {

    private final Supplier<Uni<Boolean>> pass;
    private final Consumer<Throwable> failed;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile CompletableFuture<@Nullable Void> latest = CompletableFuture.completedFuture(null);

    /**
     * @param pass runs one pass; emits whether the next one starts at once
     * @param failed called with the failure of a pass; the next pass starts when one is requested
     */
    public Passes(Supplier<Uni<Boolean>> pass, Consumer<Throwable> failed) {
        this.pass = pass;
        this.failed = failed;
    }

    /** There may be work: starts a pass now, or after the current one. */
    public void wake() {
        wanted.set(true);
        begin();
    }

    /** Starts a pass unless one is running, and completes with it. */
    public Uni<Void> run() {
        begin();
        return Uni.createFrom().completionStage(() -> latest);
    }

    /** Starts no further pass; completes when the current one has ended. */
    public CompletionStage<@Nullable Void> stop() {
        stopped = true;
        return latest;
    }

    public boolean isStopped() {
        return stopped;
    }

    private void begin() {
        if (!stopped && running.compareAndSet(false, true)) {
            wanted.set(false);
            CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
            latest = mine;
            Uni.createFrom().deferred(pass::get).subscribe().with(more -> end(mine, more), failure -> {
                failed.accept(failure);
                end(mine, false);
            });
        }
    }

    private void end(CompletableFuture<@Nullable Void> mine, boolean more) {
        running.set(false);
        mine.complete(null);
        if (more || wanted.get()) {
            begin();
        }
    }
}
