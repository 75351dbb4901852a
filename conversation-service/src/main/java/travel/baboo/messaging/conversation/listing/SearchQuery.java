package travel.baboo.messaging.conversation.listing;

import io.vertx.mutiny.sqlclient.Tuple;
import travel.baboo.messaging.conversation.database.Times;

/**
 * The SQL that finds one page of the conversations with wanted words by their keys, in one of two ways.
 *
 * <p>The documents of {@code search_document} tell where the words may be; whether one message, or the name, really matches is asked
 * in the list's order and only until the page is full.
 *
 * @param sql the statement
 * @param values its parameters
 */
record SearchQuery(String sql, Tuple values) {

    private static final String WORDS = "websearch_to_tsquery('simple', $2::text)";
    private static final String NEEDED = "search_filter(" + WORDS + ")";

    private static final String MATCH =
            """
             cross join lateral (
               select from search_document d
                where d.conversation_sid = w.sid and (%2$s is null or d.words @@ %2$s)
                  and case when d.first_index < 0 then w.search @@ %1$s
                           else exists (select 1 from message s
                                         where s.conversation_sid = d.conversation_sid
                                           and s.message_index between d.first_index and d.last_index
                                           and s.removed_at is null and s.search @@ %1$s) end
                limit 1) matching
            """
                    .formatted(WORDS, NEEDED);

    /** With one word, or any of several, the documents are right; otherwise the messages themselves have the shorter list. */
    private static final String CANDIDATES_OF_ALL =
            """
            select conversation_sid as sid from search_document where search_by_word(%1$s) and words @@ %2$s
            union
            select conversation_sid from search_document where not search_by_word(%1$s) and words @@ %2$s and first_index < 0
            union
            select conversation_sid from message where not search_by_word(%1$s) and search @@ %1$s and removed_at is null
            union
            select sid from conversation where %2$s is null
            """
                    .formatted(WORDS, NEEDED);

    private static final String CANDIDATES_OF_A_MEMBER =
            """
            select distinct conversation_sid as sid from search_document
             where words @@ coalesce(%s && ('''' || search_member($1) || '''')::tsquery,
                                     ('''' || search_member($1) || '''')::tsquery)
            """
                    .formatted(NEEDED);

    /** Looks at one conversation of the list after the other: quick when the words are common. */
    static SearchQuery walk(ConversationFilter filter, int limit, int longest) {
        Builder builder = new Builder(filter);
        String activity = filter.everybodys()
                ? "c.last_activity_at desc, c.sid desc"
                : "me.activity_at desc, me.conversation_sid desc";
        return builder.build(
                conversations(filter) + " where c.removed_at is null" + builder.position() + " order by " + activity
                        + " limit " + longest,
                limit);
    }

    /** Looks the words up, and the activity of every conversation that may have them: quick when they are rare. */
    static SearchQuery lookUp(ConversationFilter filter, int limit) {
        Builder builder = new Builder(filter);
        String candidates = filter.everybodys() ? CANDIDATES_OF_ALL : CANDIDATES_OF_A_MEMBER;
        return builder.build(
                "select found.* from (" + candidates + ") candidate cross join lateral (" + conversations(filter)
                        + " where c.sid = candidate.sid and c.removed_at is null" + builder.position()
                        + " offset 0) found order by found.last_activity_at desc, found.sid desc offset 0",
                limit);
    }

    private static String conversations(ConversationFilter filter) {
        String me = " participant me on me.conversation_sid = c.sid and me.identity = $1 and me.removed_at is null";
        String columns = "select c.sid, c.last_activity_at, c.state, c.search, c.last_message_index";
        if (!filter.everybodys()) {
            return columns + ", true as member, me.last_read_index from conversation c join" + me;
        }
        return filter.unread()
                ? columns + ", me.sid is not null as member, me.last_read_index from conversation c left join" + me
                : columns + " from conversation c";
    }

    private static final class Builder {

        private final ConversationFilter filter;
        private final Tuple values = Tuple.tuple();

        Builder(ConversationFilter filter) {
            this.filter = filter;
            values.addString(filter.identity()).addString(filter.text());
        }

        String position() {
            ConversationFilter.Position before = filter.before();
            if (before == null) {
                return "";
            }
            values.addOffsetDateTime(Times.toDatabase(before.lastActivityAt())).addString(before.sid());
            String key = filter.everybodys() ? "c.last_activity_at, c.sid" : "me.activity_at, me.conversation_sid";
            return " and (" + key + ") < ($" + (values.size() - 1) + ", $" + values.size() + "::text)";
        }

        SearchQuery build(String conversations, int limit) {
            StringBuilder sql = new StringBuilder("select w.sid, w.last_activity_at from (")
                    .append(conversations)
                    .append(") w")
                    .append(MATCH)
                    .append(" where $1::text is not null");
            if (filter.state() != null) {
                values.addString(filter.state());
                sql.append(" and w.state = $").append(values.size());
            }
            if (filter.unread()) {
                sql.append(
                        """
                         and w.member and w.last_message_index > coalesce(w.last_read_index, -1)
                         and exists (select 1 from message u where u.conversation_sid = w.sid and u.removed_at is null
                                        and u.message_index > coalesce(w.last_read_index, -1) and u.author is distinct from $1)
                        """);
            }
            sql.append(" order by w.last_activity_at desc, w.sid desc limit ").append(limit);
            return new SearchQuery(sql.toString(), values);
        }
    }
}
