package travel.baboo.messaging.conversation.participant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.sid.Sid;

/**
 * Who may look into a conversation: its members, and admins. For everybody else it does not exist: 404, so that nobody learns
 * which conversations there are.
 */
@Singleton
public class Access {

    private final Pool pool;

    Access(Pool pool) {
        this.pool = pool;
    }

    /** The SID from a path; anything that is none names nothing. */
    public static ConversationSid parse(String sid) {
        if (!Sid.matches(ConversationSid.PREFIX, sid)) {
            throw ProblemException.notFound("No such conversation.");
        }
        return new ConversationSid(sid);
    }

    /** Completes when the caller is a member or an admin. */
    public Uni<Void> requireReader(Caller caller, ConversationSid conversation) {
        return require(caller, conversation, caller.is(Role.ADMIN));
    }

    /** Completes when the caller may write messages: members, admins and bots. */
    public Uni<Void> requireSender(Caller caller, ConversationSid conversation) {
        return require(caller, conversation, caller.is(Role.ADMIN) || caller.is(Role.BOT));
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
