package travel.baboo.messaging.sandbox.twilio.conversations;

import java.util.Set;

/** The events that filters may name. */
final class EventTypes {

    private static final Set<String> PRE = Set.of(
            "onMessageAdd",
            "onMessageUpdate",
            "onMessageRemove",
            "onConversationAdd",
            "onConversationUpdate",
            "onConversationRemove",
            "onParticipantAdd",
            "onParticipantUpdate",
            "onParticipantRemove",
            "onUserUpdate");
    private static final Set<String> POST = Set.of(
            "onMessageAdded",
            "onMessageUpdated",
            "onMessageRemoved",
            "onConversationAdded",
            "onConversationUpdated",
            "onConversationRemoved",
            "onConversationStateUpdated",
            "onParticipantAdded",
            "onParticipantUpdated",
            "onParticipantRemoved",
            "onDeliveryUpdated",
            "onUserAdded",
            "onUserUpdated");

    private EventTypes() {}

    static boolean isPost(String type) {
        return POST.contains(type);
    }

    static boolean isKnown(String type) {
        return isPost(type) || PRE.contains(type);
    }
}
