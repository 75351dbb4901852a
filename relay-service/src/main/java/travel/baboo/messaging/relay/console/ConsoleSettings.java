package travel.baboo.messaging.relay.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What the console needs before anybody has signed in. Nothing of it is secret.
 *
 * @param traceUrl contains {@code {traceId}}; null if traces cannot be linked
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConsoleSettings(
        String authorizationEndpoint, String tokenEndpoint, String clientId, String scope, @Nullable String traceUrl) {}
