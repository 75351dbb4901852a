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
 * Keeps what people are in a conversation, as we or another holder of the account's credentials decided it. A participant's attributes
 * at Twilio say the same, but a browser may write those.
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

    /** Somebody is let in, of whom nothing is known here: the event that tells of it may come at once. */
    Uni<Void> saveNew(String conversationSid, String identity, Role role, @Nullable String name) {
        return pool.preparedQuery(
                        "insert into member (conversation_sid, identity, role, name) values ($1, $2, $3, $4) on conflict do nothing")
                .execute(Tuple.of(conversationSid, identity, role.group(), name))
                .replaceWithVoid();
    }

    /** Somebody was let in. */
    Uni<Void> save(String conversationSid, String identity, Role role, @Nullable String name) {
        return pool.preparedQuery(SAVE)
                .execute(Tuple.of(conversationSid, identity, role.group(), name))
                .replaceWithVoid();
    }

    /** Somebody was let in, as an event that only a holder of the account's credentials causes says. */
    public Uni<Void> save(
            SqlConnection connection, String conversationSid, String identity, Role role, @Nullable String name) {
        return connection
                .preparedQuery(SAVE)
                .execute(Tuple.of(conversationSid, identity, role.group(), name))
                .replaceWithVoid();
    }

    /** The identities that are experts in a conversation, whether they are in it now or not. */
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
