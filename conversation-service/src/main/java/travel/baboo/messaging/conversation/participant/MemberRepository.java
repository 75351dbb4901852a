package travel.baboo.messaging.conversation.participant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Role;

/**
 * Stores the business role of each member, as decided here or by another holder of the account's credentials. A participant's attributes
 * at Twilio have it too, but a browser can write those.
 */
@Singleton
public class MemberRepository {

    private static final String SAVE =
            """
            insert into member as m (conversation_sid, identity, role, name) values ($1, $2, $3, $4)
            on conflict (conversation_sid, identity) do update set role = excluded.role, name = coalesce(excluded.name, m.name)
            """;

    private final Pool pool;

    MemberRepository(Pool pool) {
        this.pool = pool;
    }

    /** Records a new member. Called before Twilio, because the event may arrive at once. */
    Uni<Void> saveNew(String conversationSid, String identity, Role role, @Nullable String name) {
        return pool.preparedQuery(
                        "insert into member (conversation_sid, identity, role, name) values ($1, $2, $3, $4) on conflict do nothing")
                .execute(Tuple.of(conversationSid, identity, role.group(), name))
                .replaceWithVoid();
    }

    /** Records a member who was added. */
    Uni<Void> save(String conversationSid, String identity, Role role, @Nullable String name) {
        return pool.preparedQuery(SAVE)
                .execute(Tuple.of(conversationSid, identity, role.group(), name))
                .replaceWithVoid();
    }

    /** Records a member from an event that only a holder of the account's credentials can cause. */
    public Uni<Void> save(
            SqlConnection connection, String conversationSid, String identity, Role role, @Nullable String name) {
        return connection
                .preparedQuery(SAVE)
                .execute(Tuple.of(conversationSid, identity, role.group(), name))
                .replaceWithVoid();
    }

    /** The identities of a conversation's experts, past and present. */
    Uni<Set<String>> experts(String conversationSid) {
        return pool.preparedQuery(
                        """
                        select identity from member where conversation_sid = $1 and role = 'expert'
                        union
                        select i.content -> 'expert' ->> 'identity' from inquiry i
                         where i.conversation_sid = $1 and i.content -> 'expert' ->> 'identity' is not null
                        """)
                .execute(Tuple.of(conversationSid))
                .map(rows -> {
                    Set<String> experts = new HashSet<>();
                    rows.forEach(row -> experts.add(row.getString("identity")));
                    return experts;
                });
    }
}
