package travel.baboo.messaging.relay.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * The result of a test event.
 *
 * @param outcome the reason in one word, as in attempts; {@code accepted} if the receiver took it
 * @param status the HTTP status; null without a response
 * @param answer the first 1 KB of the response, redacted
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TestReport(String outcome, @Nullable Integer status, long durationMillis, @Nullable String answer) {}
