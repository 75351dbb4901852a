package travel.baboo.messaging.conversation.inquiry;

import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;

/**
 * Who last asked for an inquiry, stored with it: a later attempt has no more rights than this caller.
 *
 * @param role their strongest role
 */
record Requester(String identity, Role role) {

    /** Unknown, as in inquiries of earlier releases: has the fewest rights. */
    static final Requester UNKNOWN = new Requester("", Role.TRAVELER);

    static Requester of(Caller caller) {
        return new Requester(caller.identity(), caller.strongestRole());
    }

    static Requester of(@Nullable String identity, @Nullable String role) {
        return identity == null || role == null
                ? UNKNOWN
                : new Requester(identity, Role.find(role).orElse(Role.TRAVELER));
    }

    /** Whether they may join every conversation and see its SID. */
    boolean mayJoinAny() {
        return role == Role.ADMIN || role == Role.BOT;
    }

    /** Whether they may rename a known user. */
    boolean mayRename(String whose) {
        return role == Role.ADMIN || identity.equals(whose);
    }
}
