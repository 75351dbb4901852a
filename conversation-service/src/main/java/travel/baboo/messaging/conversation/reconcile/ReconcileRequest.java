package travel.baboo.messaging.conversation.reconcile;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What to check.
 *
 * @param conversationSid the conversation to check; null for all
 */
@RegisterForReflection
public record ReconcileRequest(@Nullable String conversationSid) {}
