package travel.baboo.messaging.conversation.listing;

import travel.baboo.messaging.conversation.label.LabelFacts;

/** The SQL of what is shown of conversations to the identity $1, newest activity first; {@link ConversationRows} reads it. */
final class ConversationDetails {

    /** More are not counted: {@code 1000} stands for that many or more. */
    private static final int MOST_UNREAD = 1000;

    /** Of several memberships me of one identity, which there are when a removal was not told, one: each conversation is listed once. */
    static final String FIRST_MEMBERSHIP = oneLine(
            """
             and not exists (select from participant twin where twin.identity = $1 and twin.conversation_sid = me.conversation_sid
                                and twin.removed_at is null and twin.sid < me.sid)
            """);

    private static final String SELECT = oneLine(
            """
            select c.sid, c.friendly_name, c.inquiry_id, c.state, c.state_at, c.attributes, c.last_activity_at, c.created_at,
                   i.content as inquiry, l.*, parts.list as participants,
                   ph.whatsapp, ph.last_inbound_at, ph.opted_out_at,
                   hit.message_sid as hit_sid, hit.message_index as hit_index, hit.snippet,
                   case when me.sid is not null then
                       (select count(*) from (select 1 from message u where u.conversation_sid = c.sid and u.removed_at is null
                           and u.message_index > coalesce(me.last_read_index, -1) and u.author is distinct from $1
                           limit %1$d) unread) end as unread
              from conversation c
              left join inquiry i on i.id = c.inquiry_id
              left join lateral (select p.sid, p.last_read_index from participant p
                                  where p.conversation_sid = c.sid and p.identity = $1 and p.removed_at is null order by p.sid limit 1) me on true
              left join lateral (select m.sid as last_sid, m.message_index, m.author, m.body, m.channel_metadata,
                                        m.created_at as last_created_at, %4$s
                                   from message m %5$s
                                  where m.conversation_sid = c.sid and m.removed_at is null
                                  order by m.message_index desc limit 1) l on true
              left join lateral (select json_agg(json_build_array(q.sid, q.identity, q.channel, q.role_sid, q.attributes,
                                                                  q.last_read_index, q.created_at)
                                          order by q.created_at nulls first, q.sid) as list
                                   from participant q where q.conversation_sid = c.sid and q.removed_at is null) parts on true
              left join lateral (select a.channel = 'whatsapp' as whatsapp, k.last_inbound_at,
                                        case when k.opted_out then k.opted_at end as opted_out_at
                                   from participant a left join phone_contact k
                                        on k.address = a.address and k.proxy_address = coalesce(a.proxy_address, '')
                                  where a.conversation_sid = c.sid and a.removed_at is null and a.address is not null
                                  order by k.opted_out desc nulls last, k.last_inbound_at nulls first limit 1) ph on true
              %2$s
             where c.sid = any(%3$s) and c.removed_at is null
             order by c.last_activity_at desc, c.sid desc
            """);

    /** The latest message that has the words, or else the name. A snippet's text is made safe for HTML before the words in it are marked. */
    private static final String HIT = oneLine(
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
            """);

    private static final String NO_HIT =
            """
              cross join (values (null::text, null::bigint, null::text)) hit (message_sid, message_index, snippet)
            """;

    private ConversationDetails() {}

    /** Without indentation: what tracing learns from a statement it remembers up to 10,240 characters, of a longer one every time anew. */
    static String oneLine(String sql) {
        return sql.replaceAll("\\s+", " ");
    }

    /** @param sids an SQL expression of the array of the conversations' SIDs */
    static String of(String sids) {
        return SELECT.formatted(MOST_UNREAD, NO_HIT, sids, LabelFacts.COLUMNS, LabelFacts.JOINS);
    }

    /**
     * With where the words are. Behind a {@code wanted} with the {@code words}, and what of them is {@code needed} in a document.
     *
     * @param sids an SQL expression of the array of the conversations' SIDs
     */
    static String withHit(String sids) {
        return SELECT.formatted(MOST_UNREAD, HIT, sids, LabelFacts.COLUMNS, LabelFacts.JOINS);
    }
}
