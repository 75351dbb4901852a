package travel.baboo.messaging.conversation.participant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.sid.Sid;

/**
 * Access to a conversation: members and admins. For everyone else it does not exist: 404, so that nobody can
 * probe for conversations.
 */
@Singleton
public class Access {

    private final Pool pool;

    Access(Pool pool) {
        this.pool = pool;
    }

    /** The SID from a path; 404 if it is not a valid SID. */
    public static ConversationSid parse(String sid) {
        if (!Sid.matches(ConversationSid.PREFIX, sid)) {
            throw ProblemException.notFound("No such conversation.");
        }
        return new ConversationSid(sid);
    }

    /** Completes if the caller is a member or an admin. */
    public Uni<Void> requireReader(Caller caller, ConversationSid conversation) {
        return require(caller, conversation, caller.is(Role.ADMIN));
    }

    /** Completes if the caller may write messages: members, admins and bots. */
    public Uni<Void> requireSender(Caller caller, ConversationSid conversation) {
        return require(caller, conversation, caller.is(Role.ADMIN) || caller.is(Role.BOT));
    }

    /** The caller's membership; of several, which a lost removal leaves, the first. */
    public Uni<Optional<String>> membership(Caller caller, ConversationSid conversation) {
        return pool.preparedQuery(
                        """
                        select sid from participant
                         where conversation_sid = $1 and identity = $2 and removed_at is null order by sid limit 1
                        """)
                .execute(Tuple.of(conversation.value(), caller.identity()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getString("sid")));
    }

    private Uni<Void> require(Caller caller, ConversationSid conversation, boolean everywhere) {
        return pool.preparedQuery(
                        """
                        select 1 from conversation c
                         where c.sid = $1 and c.removed_at is null
                           and ($3 or exists (select 1 from participant p where p.conversation_sid = c.sid
                                                and p.identity = $2 and p.removed_at is null))
                        """)
                .execute(Tuple.of(conversation.value(), caller.identity(), everywhere))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw ProblemException.notFound("No such conversation.");
                    }
                })
                .replaceWithVoid();
    }
}
