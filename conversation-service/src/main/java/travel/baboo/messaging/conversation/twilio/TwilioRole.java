package travel.baboo.messaging.conversation.twilio;

import com.twilio.rest.conversations.v1.service.Role.RoleType;
import travel.baboo.messaging.common.security.Role;

/** The default roles of every Conversations service. */
public enum TwilioRole {
    SERVICE_ADMIN("service admin", RoleType.SERVICE, "TWILIO_SERVICE_ADMIN_ROLE"),
    SERVICE_USER("service user", RoleType.SERVICE, "TWILIO_SERVICE_USER_ROLE"),
    CHANNEL_ADMIN("channel admin", RoleType.CONVERSATION, "TWILIO_CHANNEL_ADMIN_ROLE"),
    CHANNEL_USER("channel user", RoleType.CONVERSATION, "TWILIO_CHANNEL_USER_ROLE");

    private final String friendlyName;
    private final RoleType type;
    private final String variable;

    TwilioRole(String friendlyName, RoleType type, String variable) {
        this.friendlyName = friendlyName;
        this.type = type;
        this.variable = variable;
    }

    /** Its name at Twilio. */
    public String friendlyName() {
        return friendlyName;
    }

    /** The environment variable for its SID. */
    public String variable() {
        return variable;
    }

    /** Whether a role resource is this one. */
    public boolean is(com.twilio.rest.conversations.v1.service.Role role) {
        return friendlyName.equalsIgnoreCase(role.getFriendlyName()) && type == role.getType();
    }

    /** The service role for a business role. */
    public static TwilioRole inService(Role role) {
        return leads(role) ? SERVICE_ADMIN : SERVICE_USER;
    }

    /** The conversation role for a business role. */
    public static TwilioRole inConversation(Role role) {
        return leads(role) ? CHANNEL_ADMIN : CHANNEL_USER;
    }

    private static boolean leads(Role role) {
        return role == Role.ADMIN || role == Role.BOT;
    }
}
