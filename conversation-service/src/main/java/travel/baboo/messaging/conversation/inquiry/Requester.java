package travel.baboo.messaging.conversation.inquiry;

import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;

/**
 * Who asked for an inquiry last, kept with it: a later attempt may do no more than this caller could.
 *
 * @param role the strongest role they have
 */
record Requester(String identity, Role role) {

    /** Nobody is known, as of inquiries of earlier releases: may do the least. */
    static final Requester UNKNOWN = new Requester("", Role.TRAVELER);

    static Requester of(Caller caller) {
        return new Requester(caller.identity(), caller.strongestRole());
    }

    static Requester of(@Nullable String identity, @Nullable String role) {
        return identity == null || role == null
                ? UNKNOWN
                : new Requester(identity, Role.find(role).orElse(Role.TRAVELER));
    }

    /** Whether every conversation may be joined by them, and its SID be shown to them. */
    boolean mayJoinAny() {
        return role == Role.ADMIN || role == Role.BOT;
    }

    /** Whether somebody who is known at Twilio already may get another name by their doing. */
    boolean mayRename(String whose) {
        return role == Role.ADMIN || identity.equals(whose);
    }
}
