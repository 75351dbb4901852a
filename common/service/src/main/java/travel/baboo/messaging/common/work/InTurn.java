package travel.baboo.messaging.common.work;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** Processes several items one after the other. */
public final class InTurn {

    private InTurn() {}

    /** Stops at the first failure. */
    public static <T> Uni<Void> each(Iterable<T> items, Function<? super T, Uni<?>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> work.apply(item).replaceWithVoid())
                .collect()
                .last();
    }
}
