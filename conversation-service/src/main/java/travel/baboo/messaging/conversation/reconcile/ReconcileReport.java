package travel.baboo.messaging.conversation.reconcile;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The result of checking one conversation.
 *
 * @param messagesFound messages at Twilio without a webhook
 * @param eventsPublished published events, including those of the messages
 * @param gapsConfirmed indexes at which Twilio has no message either
 * @param settled false if a change was too recent to judge: another check follows
 */
@RegisterForReflection
public record ReconcileReport(
        String conversationSid, int messagesFound, int eventsPublished, int gapsConfirmed, boolean settled) {}
