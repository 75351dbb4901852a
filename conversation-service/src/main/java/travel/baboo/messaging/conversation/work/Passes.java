package travel.baboo.messaging.conversation.work;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Passes over what waits, one at a time, whether the scheduler or an event asks for them. */
public final class Passes {

    private final Supplier<Uni<Boolean>> pass;
    private final Consumer<Throwable> failed;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile CompletableFuture<@Nullable Void> latest = CompletableFuture.completedFuture(null);

    /**
     * @param pass one pass; emits whether the next one begins at once
     * @param failed is told of each pass that failed; the next one begins when it is asked for
     */
    public Passes(Supplier<Uni<Boolean>> pass, Consumer<Throwable> failed) {
        this.pass = pass;
        this.failed = failed;
    }

    /** Something may wait: begins a pass now, or after the one that is under way. */
    public void wake() {
        wanted.set(true);
        begin();
    }

    /** Begins a pass unless one is under way, and ends with it. */
    public Uni<Void> run() {
        begin();
        return Uni.createFrom().completionStage(() -> latest);
    }

    /** No pass begins from now on; the one under way ends in its own time. */
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
