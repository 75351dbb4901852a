package travel.baboo.messaging.conversation.reconcile;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the check of one conversation found.
 *
 * @param messagesFound messages at Twilio of which no webhook had come
 * @param eventsPublished events that were put onto the topic, those of the messages among them
 * @param gapsConfirmed places at which Twilio has no message either
 * @param settled false when something was too new to be judged: another check follows
 */
@RegisterForReflection
public record ReconcileReport(
        String conversationSid, int messagesFound, int eventsPublished, int gapsConfirmed, boolean settled) {}
