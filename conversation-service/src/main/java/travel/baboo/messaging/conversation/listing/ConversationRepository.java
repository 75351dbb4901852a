package travel.baboo.messaging.conversation.listing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.database.Cursor;
import travel.baboo.messaging.conversation.database.Page;

/** Reads conversations from the mirror, with what a list shows of each. */
@Singleton
class ConversationRepository {

    /** More are not counted: {@code 1000} stands for that many or more. */
    private static final int MOST_UNREAD = 1000;

    /**
     * What is shown of the conversations with the SIDs $2, to the identity $1; words $3, if any, are looked for in it.
     *
     * <p>A snippet's text is made safe for HTML before the words in it are marked.
     */
    private static final String SELECT =
            """
            select c.sid, c.friendly_name, c.inquiry_id, c.state, c.state_at, c.attributes, c.last_activity_at, c.created_at,
                   i.content as inquiry, l.sid as last_sid, l.message_index, l.author, l.body, l.attributes as last_attributes,
                   l.created_at as last_created_at, l.from_phone, l.participant_attributes, parts.list as participants,
                   phone.whatsapp, phone.last_inbound_at, phone.opted_out_at,
                   hit.message_sid as hit_sid, hit.message_index as hit_index, hit.snippet,
                   case when me.sid is not null then
                       (select count(*) from (select 1 from message u where u.conversation_sid = c.sid and u.removed_at is null
                           and u.message_index > coalesce(me.last_read_index, -1) and u.author is distinct from $1
                           limit %1$d) unread) end as unread
              from conversation c
              left join inquiry i on i.id = c.inquiry_id
              left join lateral (select p.sid, p.last_read_index from participant p
                                  where p.conversation_sid = c.sid and p.identity = $1 and p.removed_at is null limit 1) me on true
              left join lateral (select m.*, ap.address is not null as from_phone, ap.attributes as participant_attributes
                                   from message m left join participant ap on ap.sid = m.participant_sid
                                  where m.conversation_sid = c.sid and m.removed_at is null
                                  order by m.message_index desc limit 1) l on true
              left join lateral (select json_agg(json_build_array(q.sid, q.identity, q.channel, q.role_sid, q.attributes,
                                                                  q.last_read_index, q.created_at)
                                          order by q.created_at nulls first, q.sid) as list
                                   from participant q where q.conversation_sid = c.sid and q.removed_at is null) parts on true
              left join lateral (select a.channel = 'whatsapp' as whatsapp, k.last_inbound_at,
                                        case when k.opted_out then k.opted_at end as opted_out_at
                                   from participant a left join phone_contact k
                                        on k.address = a.address and k.proxy_address = a.proxy_address
                                  where a.conversation_sid = c.sid and a.removed_at is null and a.address is not null
                                  order by k.opted_out desc nulls last, k.last_inbound_at nulls first limit 1) phone on true
              %2$s
             where c.sid = any($2) and c.removed_at is null
             order by c.last_activity_at desc, c.sid desc
            """;

    private static final String HIT =
            """
              left join lateral (select found.message_sid, found.message_index,
                                        ts_headline('simple',
                                            replace(replace(replace(left(found.text, 4000), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'),
                                            (select words from wanted),
                                            'StartSel=<mark>, StopSel=</mark>, MinWords=8, MaxWords=24, ShortWord=0') as snippet
                                   from ((select s.sid as message_sid, s.message_index, s.body as text, 0 as rank
                                            from search_document d cross join lateral (
                                                 select n.sid, n.message_index, n.body from message n
                                                  where n.conversation_sid = d.conversation_sid and n.removed_at is null
                                                    and n.message_index between d.first_index and d.last_index
                                                    and n.search @@ (select words from wanted)
                                                  order by n.message_index desc limit 1) s
                                           where d.conversation_sid = c.sid and d.first_index >= 0
                                             and coalesce(d.words @@ (select needed from wanted), true)
                                           order by d.first_index desc limit 1)
                                         union all
                                         select null, null, c.friendly_name, 1
                                          where c.search @@ (select words from wanted)
                                         order by rank limit 1) found
                                 ) hit on true
            """;

    private static final String NO_HIT =
            """
              cross join (values (null::text, null::bigint, null::text)) hit (message_sid, message_index, snippet)
            """;

    static final String DETAILS = SELECT.formatted(MOST_UNREAD, NO_HIT);
    static final String DETAILS_WITH_HIT =
            """
            with wanted as materialized (
                select q.words, search_filter(q.words) as needed from (select websearch_to_tsquery('simple', $3::text) as words) q)
            """
                    + SELECT.formatted(MOST_UNREAD, HIT);

    private final Pool pool;
    private final ConversationRows rows;
    private final ConversationSearch search;

    ConversationRepository(Pool pool, ConversationRows rows, ConversationSearch search) {
        this.pool = pool;
        this.rows = rows;
        this.search = search;
    }

    /** A page of conversations, newest activity first. A search that takes too long is broken off with a problem. */
    Uni<Page<ConversationView>> list(ConversationFilter filter, int limit) {
        if (filter.text() != null) {
            return search.bounded(
                    client -> search.find(client, filter, limit + 1).chain(sids -> page(client, filter, limit, sids)));
        }
        PageQuery page = new PageQuery(filter, limit + 1);
        return pool.preparedQuery(page.sql())
                .execute(page.values())
                .map(keys -> StreamSupport.stream(keys.spliterator(), false)
                        .map(row -> row.getString("sid"))
                        .toArray(String[]::new))
                .chain(sids -> page(pool, filter, limit, sids));
    }

    /** One more than the limit was found when there is another page; it is not read. */
    private Uni<Page<ConversationView>> page(SqlClient client, ConversationFilter filter, int limit, String[] found) {
        boolean another = found.length > limit;
        return read(client, filter.identity(), filter.text(), another ? Arrays.copyOf(found, limit) : found)
                .map(views -> new Page<>(
                        views,
                        another && !views.isEmpty()
                                ? cursor(views.get(views.size() - 1)).encode()
                                : null));
    }

    private static Cursor cursor(ConversationView last) {
        return new Cursor(List.of(last.lastActivityAt().toString(), last.sid()));
    }

    /** The conversation, when the identity is a member or may see everybody's. */
    Uni<Optional<ConversationView>> find(String identity, boolean everybodys, String sid) {
        return read(pool, identity, null, sid).map(found -> found.stream()
                .filter(view -> everybodys || view.unread() != null)
                .findFirst());
    }

    private Uni<List<ConversationView>> read(
            SqlClient client, String identity, @Nullable String words, String... sids) {
        if (sids.length == 0) {
            return Uni.createFrom().item(List.of());
        }
        Tuple values = Tuple.tuple().addString(identity).addArrayOfString(sids);
        return client.preparedQuery(words == null ? DETAILS : DETAILS_WITH_HIT)
                .execute(words == null ? values : values.addString(words))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(rows::view)
                        .toList());
    }
}
