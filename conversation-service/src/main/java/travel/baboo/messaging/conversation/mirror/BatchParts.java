package travel.baboo.messaging.conversation.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a large batch in two, so that both are applied at the same time: PostgreSQL uses one core for a transaction. What belongs to one
 * conversation stays together and in its order.
 */
final class BatchParts {

    /** A smaller batch is applied whole: another transaction costs more than it saves. */
    static final int LARGE = 32;

    private BatchParts() {}

    static <T> List<List<T>> of(List<T> batch, Function<T, @Nullable String> conversation) {
        if (batch.size() < LARGE) {
            return batch.isEmpty() ? List.of() : List.of(batch);
        }
        List<T> even = new ArrayList<>();
        List<T> odd = new ArrayList<>();
        for (T entry : batch) {
            (Objects.hashCode(conversation.apply(entry)) % 2 == 0 ? even : odd).add(entry);
        }
        return List.of(even, odd).stream().filter(part -> !part.isEmpty()).toList();
    }
}
