package travel.baboo.messaging.conversation.listing;

import travel.baboo.messaging.conversation.label.LabelFacts;
import travel.baboo.messaging.conversation.participant.PhoneFacts;

/** The SQL for the details of conversations as identity $1 sees them, newest activity first; {@link ConversationRows} reads its rows. */
final class ConversationDetails {

    /** The count stops here: {@code 1000} means 1000 or more. */
    private static final int MOST_UNREAD = 1000;

    /** Picks one membership per conversation: an identity has several when a removal event was lost. */
    static final String FIRST_MEMBERSHIP = oneLine(
            """
             and not exists (select from participant twin where twin.identity = me.identity and twin.conversation_sid = me.conversation_sid
                                and twin.removed_at is null and twin.sid < me.sid)
            """);

    private static final String SELECT = oneLine(
            """
            select c.sid, c.friendly_name, c.inquiry_id, c.state, c.state_at, c.attributes, c.last_activity_at, c.created_at,
                   i.content as inquiry, l.*, parts.list as participants,
                   w.state as wait_state, w.waiting_since, w.due_at as wait_due_at, w.undelivered, %6$s,
                   case when me.sid is not null then
                       (select count(*) from (select 1 from message u where u.conversation_sid = c.sid and u.removed_at is null
                           and u.message_index > coalesce(me.last_read_index, -1) and u.author is distinct from $1
                           limit %1$d) unread) end as unread
              from conversation c
              left join inquiry i on i.id = c.inquiry_id
              left join response_clock w on w.conversation_sid = c.sid
              left join lateral (select p.sid, p.last_read_index from participant p
                                  where p.conversation_sid = c.sid and p.identity = $1 and p.removed_at is null order by p.sid limit 1) me on true
              left join lateral (select m.sid as last_sid, m.message_index, m.author, m.body, m.channel_metadata,
                                        m.created_at as last_created_at, %3$s
                                   from message m %4$s
                                  where m.conversation_sid = c.sid and m.removed_at is null
                                  order by m.message_index desc limit 1) l on true
              left join lateral (select json_agg(json_build_array(q.sid, q.identity, q.channel, q.role_sid, q.attributes,
                                                                  q.last_read_index, q.created_at)
                                          order by q.created_at nulls first, q.sid) as list
                                   from participant q where q.conversation_sid = c.sid and q.removed_at is null) parts on true
              %7$s
             where c.sid = any(%2$s) and c.removed_at is null
             order by %5$s
            """);

    private static final String PHONE = oneLine(PhoneFacts.JOIN);

    private ConversationDetails() {}

    /** Not indented: tracing caches statements of up to 10,240 characters and parses longer ones each time. */
    static String oneLine(String sql) {
        return sql.replaceAll("\\s+", " ");
    }

    /** @param sids an SQL expression for the array of the conversations' SIDs */
    static String of(String sids) {
        return select(sids, "c.last_activity_at desc, c.sid desc");
    }

    /** The same, oldest wait first. */
    static String byWait(String sids) {
        return select(sids, "w.waiting_since, c.sid");
    }

    private static String select(String sids, String order) {
        return SELECT.formatted(
                MOST_UNREAD, sids, LabelFacts.COLUMNS, LabelFacts.JOINS, order, PhoneFacts.COLUMNS, PHONE);
    }
}
