package travel.baboo.messaging.conversation.mirror;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Learns from what phones write when they last did, and whether they want to hear from us: what
 * {@link travel.baboo.messaging.common.phone.OptOutKeyword} says holds until it says otherwise.
 *
 * <p>A message and its participant may become known in either order, so both occasions are used. What we send in a traveler's
 * name carries an id of ours and is not the phone's.
 */
@Singleton
class ContactRepository {

    /** A participant without a known proxy number has the empty one: the phone has opted out of that sender, too. */
    private static final String LEARN =
            """
            insert into phone_contact as k (address, proxy_address, last_inbound_at, opted_out, opted_at)
            select p.address, coalesce(p.proxy_address, ''), max(m.created_at),
                   (array_agg(m.opt_out order by m.created_at desc) filter (where m.opt_out is not null))[1],
                   max(m.created_at) filter (where m.opt_out is not null)
              from participant p
              join message m on m.conversation_sid = p.conversation_sid and m.participant_sid = p.sid
             where p.address is not null and m.author = p.address
               and coalesce(m.source, '') not in ('API', 'SDK') and m.attributes not like '%"clientId"%'
            """;

    private static final String KEEP =
            """
             group by p.address, coalesce(p.proxy_address, '')
            on conflict (address, proxy_address) do update
               set last_inbound_at = greatest(k.last_inbound_at, excluded.last_inbound_at),
                   opted_out = case when k.opted_at is null or excluded.opted_at >= k.opted_at
                                    then coalesce(excluded.opted_out, k.opted_out) else k.opted_out end,
                   opted_at = greatest(k.opted_at, excluded.opted_at)
            """;

    /** Messages have become known. */
    Uni<Void> learnFromMessages(SqlConnection connection, List<String> messageSids) {
        return learn(connection, " and m.sid = any($1)", messageSids);
    }

    /** Who wrote has become known. */
    Uni<Void> learnFromParticipants(SqlConnection connection, List<String> participantSids) {
        return learn(connection, " and p.sid = any($1)", participantSids);
    }

    private static Uni<Void> learn(SqlConnection connection, String which, List<String> sids) {
        return sids.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(LEARN + which + KEEP)
                        .execute(Tuple.tuple().addArrayOfString(sids.toArray(String[]::new)))
                        .replaceWithVoid();
    }
}
