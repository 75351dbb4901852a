package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Instant;
import java.util.List;
import travel.baboo.messaging.sandbox.twilio.Sid;

/** The four roles that every new service has. */
record DefaultRoles(Role serviceAdmin, Role serviceUser, Role channelAdmin, Role channelUser) {

    private static final List<String> IN_SERVICE = List.of("createConversation", "joinConversation", "editOwnUserInfo");
    private static final List<String> ADMIN_IN_SERVICE = List.of(
            "addParticipant",
            "createConversation",
            "deleteAnyMessage",
            "deleteConversation",
            "editAnyMessage",
            "editAnyMessageAttributes",
            "editAnyUserInfo",
            "editConversationAttributes",
            "editConversationName",
            "editOwnMessage",
            "editOwnUserInfo",
            "joinConversation",
            "removeParticipant");
    private static final List<String> IN_CONVERSATION = List.of(
            "sendMessage",
            "sendMediaMessage",
            "leaveConversation",
            "editOwnMessage",
            "editOwnMessageAttributes",
            "deleteOwnMessage");
    private static final List<String> ADMIN_IN_CONVERSATION = List.of(
            "addParticipant",
            "removeParticipant",
            "deleteConversation",
            "editConversationAttributes",
            "editConversationName",
            "sendMessage",
            "sendMediaMessage",
            "leaveConversation",
            "editAnyMessage",
            "deleteAnyMessage",
            "editOwnMessage",
            "deleteOwnMessage");

    static DefaultRoles create(Instant now) {
        return new DefaultRoles(
                role("service admin", "service", ADMIN_IN_SERVICE, now),
                role("service user", "service", IN_SERVICE, now),
                role("channel admin", "conversation", ADMIN_IN_CONVERSATION, now),
                role("channel user", "conversation", IN_CONVERSATION, now));
    }

    List<Role> all() {
        return List.of(serviceAdmin, serviceUser, channelAdmin, channelUser);
    }

    private static Role role(String name, String type, List<String> permissions, Instant now) {
        return new Role(Sid.create("RL"), name, type, permissions, now, now);
    }
}
