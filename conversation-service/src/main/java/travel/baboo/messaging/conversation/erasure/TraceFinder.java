package travel.baboo.messaging.conversation.erasure;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.TreeSet;
import travel.baboo.messaging.conversation.erasure.Subject.Kind;
import travel.baboo.messaging.conversation.twilio.MembershipsClient;

/** Finds a person's data in the mirror and at Twilio, which may have conversations that the mirror lacks. */
@Singleton
class TraceFinder {

    private static final String IDENTITY =
            """
            select c.sid, exists (select from member k where k.conversation_sid = c.sid and k.identity = $1 and k.role <> 'traveler')
                          or coalesce(i.content -> 'expert' ->> 'identity' = $1, false) as worked
              from (select conversation_sid as sid from participant where identity = $1
                    union select conversation_sid from member where identity = $1
                    union select conversation_sid from inquiry
                           where conversation_sid is not null
                             and $1 in (content -> 'traveler' ->> 'identity', content -> 'expert' ->> 'identity')) found
              join conversation c on c.sid = found.sid and c.removed_at is null
              left join inquiry i on i.id = c.inquiry_id
            """;

    private static final String ADDRESS =
            """
            select c.sid, false as worked
              from (select conversation_sid as sid from participant where address = $1 or person = $2
                    union select conversation_sid from inquiry
                           where conversation_sid is not null and (content -> 'traveler' ->> 'address' = $1 or person = $2)) found
              join conversation c on c.sid = found.sid and c.removed_at is null
            """;

    private final Pool pool;
    private final MembershipsClient memberships;

    TraceFinder(Pool pool, MembershipsClient memberships) {
        this.pool = pool;
        this.memberships = memberships;
    }

    Uni<Traces> find(Subject subject) {
        if (subject.kind() == Kind.CONVERSATION) {
            return Uni.createFrom().item(new Traces(Set.of(subject.value()), Set.of()));
        }
        boolean byIdentity = subject.kind() == Kind.IDENTITY;
        Uni<RowSet<Row>> here = byIdentity
                ? pool.preparedQuery(IDENTITY).execute(Tuple.of(subject.value()))
                : pool.preparedQuery(ADDRESS).execute(Tuple.of(subject.value(), subject.person()));
        Uni<Set<String>> there =
                byIdentity ? memberships.ofIdentity(subject.value()) : memberships.ofAddress(subject.value());
        return here.chain(rows -> there.map(atTwilio -> traces(rows, atTwilio)));
    }

    private static Traces traces(RowSet<Row> here, Set<String> atTwilio) {
        Set<String> whole = new TreeSet<>(atTwilio);
        Set<String> part = new TreeSet<>();
        here.forEach(row -> (row.getBoolean("worked") ? part : whole).add(row.getString("sid")));
        whole.removeAll(part);
        return new Traces(whole, part);
    }
}
