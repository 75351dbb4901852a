package travel.baboo.messaging.sandbox.twilio.realtime;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.conversations.Participant;
import travel.baboo.messaging.sandbox.twilio.conversations.Role;
import travel.baboo.messaging.sandbox.twilio.conversations.Room;

/**
 * What a user may do, by the role in the service and the one in a conversation. The permissions are Twilio's
 * (https://www.twilio.com/docs/conversations/permissions); the code of a refusal over the socket is not documented.
 */
final class Rights {

    private Rights() {}

    static void require(Session session, @Nullable Room room, String... anyOf) {
        if (!may(session, room, anyOf)) {
            throw forbidden();
        }
    }

    static boolean may(Session session, @Nullable Room room, String... anyOf) {
        Participant member = room == null ? null : room.findIdentity(session.identity());
        return has(session, session.user().roleSid(), anyOf)
                || (member != null && has(session, member.roleSid(), anyOf));
    }

    /** A member, or the creator of the conversation who has not joined yet. */
    static void requireAccess(Session session, Room room) {
        boolean creator = session.identity().equals(room.conversation().createdBy());
        boolean sameService =
                room.conversation().serviceSid().equals(session.service().sid());
        if (!sameService || (!creator && room.findIdentity(session.identity()) == null)) {
            throw forbidden();
        }
    }

    static Participant requireMember(Session session, Room room) {
        Participant member = room.findIdentity(session.identity());
        if (member == null) {
            throw new TwilioException(403, 50430, "User is not a member of the conversation");
        }
        return member;
    }

    static TwilioException forbidden() {
        return new TwilioException(403, 54007, "User unauthorized for command");
    }

    private static boolean has(Session session, @Nullable String roleSid, String... anyOf) {
        Role role = roleSid == null ? null : session.service().findRole(roleSid);
        List<String> permissions = role == null ? List.of() : role.permissions();
        return Arrays.stream(anyOf).anyMatch(permissions::contains);
    }
}
