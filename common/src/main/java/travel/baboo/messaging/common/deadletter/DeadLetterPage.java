package travel.baboo.messaging.common.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Open dead letters, oldest first.
 *
 * @param open how many are open in all
 * @param next what to ask for the next page with; null on the last one
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetterPage(List<DeadLetter> items, long open, @Nullable String next) {

    public DeadLetterPage {
        items = List.copyOf(items);
    }
}
