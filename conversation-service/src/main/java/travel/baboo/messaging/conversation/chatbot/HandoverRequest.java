package travel.baboo.messaging.conversation.chatbot;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;

/** Who answers from now on. */
@RegisterForReflection
public record HandoverRequest(@NotNull Handler to) {}
