package travel.baboo.messaging.common.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Open dead letters, oldest first.
 *
 * @param open total number of open letters
 * @param next parameter for the next page; null on the last page
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetterPage(List<DeadLetter> items, long open, @Nullable String next) {

    public DeadLetterPage {
        items = List.copyOf(items);
    }
}
