package travel.baboo.messaging.sandbox.launcher;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Starts parts in parallel, each as soon as its dependencies are ready. The first failure cancels the start; parts that are
 * already starting finish first, because a server interrupted during its start cannot be stopped cleanly.
 */
final class ParallelStart {

    private static final long DRAIN_SECONDS = 120;

    private final Cancellation cancellation;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final CompletableFuture<Object> firstFailure = new CompletableFuture<>();

    ParallelStart(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    <T> CompletableFuture<T> run(Callable<T> part, CompletableFuture<?>... needs) {
        return run(part, List.of(needs));
    }

    <T> CompletableFuture<T> run(Callable<T> part, List<CompletableFuture<?>> needs) {
        CompletableFuture<T> result = CompletableFuture.allOf(needs.toArray(CompletableFuture<?>[]::new))
                .thenApplyAsync(ready -> call(part), executor);
        return result.whenComplete((value, failure) -> {
            if (failure != null) {
                firstFailure.completeExceptionally(failure);
            }
        });
    }

    /** Returns when all parts are there; throws at the first failure. */
    void await(List<CompletableFuture<?>> parts) throws InterruptedException {
        CompletableFuture<Void> all = CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new));
        try {
            CompletableFuture.anyOf(all, firstFailure).get();
        } catch (ExecutionException e) {
            throw asStackException(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    /** Calls off what has not begun and waits for the rest. */
    void drain() throws InterruptedException {
        cancellation.request();
        executor.shutdown();
        if (!executor.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
            executor.shutdownNow();
        }
    }

    private <T> T call(Callable<T> part) {
        cancellation.check();
        try {
            return part.call();
        } catch (StackException e) {
            throw e;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static StackException asStackException(Throwable failure) {
        if (failure instanceof StackException known) {
            return known;
        }
        StringBuilder message = new StringBuilder("The stack does not start: ").append(failure.getMessage());
        for (Throwable detail : failure.getSuppressed()) {
            message.append('\n').append(detail.getMessage());
        }
        return new StackException(message.toString(), failure);
    }
}
