package travel.baboo.messaging.conversation.listing;

import io.vertx.mutiny.sqlclient.Tuple;
import travel.baboo.messaging.conversation.database.Page;
import travel.baboo.messaging.conversation.database.Times;

/**
 * The SQL of one page when no words are looked for: the conversations are found by their keys alone, and only what is shown
 * of those is read.
 *
 * <p>Both kinds of list are read in their order from an index: a member's from the memberships, which carry the activity of
 * their conversations, everybody's from the conversations. A page costs the same however deep it lies.
 */
final class PageQuery {

    /** One message behind the read horizon of the membership me in the conversation c, which is the identity's. */
    private static final String UNREAD =
            """
            select from message u where u.conversation_sid = c.sid and u.removed_at is null
               and u.message_index > coalesce(me.last_read_index, -1) and u.author is distinct from %s limit 1
            """;

    /** The most that a page takes: with it PostgreSQL makes a plan for a page and not for a tenth of all rows. */
    private static final int MOST = Page.MAX_LIMIT + 1;

    private final StringBuilder sql = new StringBuilder();
    private final Tuple values = Tuple.tuple();

    PageQuery(ConversationFilter filter, int limit) {
        values.addString(filter.identity());
        sql.append("with page as materialized (select array(select found.sid from (select c.sid, ")
                .append(filter.everybodys() ? "c.last_activity_at" : "me.activity_at")
                .append(" as active_at from ");
        if (filter.everybodys()) {
            sql.append("conversation c where c.removed_at is null");
        } else {
            sql.append("participant me join conversation c on c.sid = me.conversation_sid ");
            if (filter.unread()) {
                // Asked of one conversation after the other, never of all at once.
                sql.append("cross join lateral (").append(unread("$1")).append(") unread ");
            }
            sql.append("where me.identity = $1 and me.removed_at is null and c.removed_at is null")
                    .append(ConversationDetails.FIRST_MEMBERSHIP);
        }
        if (filter.state() != null) {
            sql.append(" and c.state = $").append(add(filter.state()));
        }
        ConversationFilter.Position before = filter.before();
        if (before != null) {
            values.addOffsetDateTime(Times.toDatabase(before.lastActivityAt()));
            sql.append(
                            filter.everybodys()
                                    ? " and (c.last_activity_at, c.sid)"
                                    : " and (me.activity_at, me.conversation_sid)")
                    .append(" < ($")
                    .append(values.size());
            sql.append(", $").append(add(before.sid())).append("::text)");
        }
        sql.append(
                        filter.everybodys()
                                ? " order by c.last_activity_at desc, c.sid desc"
                                : " order by me.activity_at desc, me.conversation_sid desc")
                .append(" limit " + MOST + ") found order by found.active_at desc, found.sid desc limit $");
        values.addInteger(limit);
        sql.append(values.size())
                .append(") as sids) ")
                .append(ConversationDetails.of("(select sids from page)::text[]"));
    }

    static String unread(String identity) {
        return UNREAD.formatted(identity);
    }

    private int add(String value) {
        values.addString(value);
        return values.size();
    }

    String sql() {
        return sql.toString();
    }

    Tuple values() {
        return values;
    }
}
