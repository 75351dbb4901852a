package travel.baboo.messaging.conversation.listing;

import io.vertx.mutiny.sqlclient.Tuple;
import travel.baboo.messaging.conversation.database.Times;

/**
 * The SQL that finds one page of the conversations with wanted words: one row with {@code sids} in the list's order.
 *
 * <p>The documents of {@code search_document} tell where the words are. With a single word, or any of several, that is the answer;
 * otherwise whether one message, or the name, has them as wanted is asked in the list's order and only until the page is full.
 *
 * @param sql the statement
 * @param values its parameters
 */
record SearchQuery(String sql, Tuple values) {

    /** So many documents for each conversation that is wanted tell which days are the latest: some have several, not all belong to the page. */
    private static final int LATEST = 4;

    private static final String WANTED =
            """
            with wanted as materialized (
                select q.words, q.needed, coalesce(q.needed && q.member, q.member) as mine,
                       coalesce(numnode(q.needed) = numnode(q.words) and strpos(q.needed::text, ' & ') = 0, false) as by_word
                  from (select p.words, search_filter(p.words) as needed,
                               ('''' || search_member($1::text) || '''')::tsquery as member
                          from (select websearch_to_tsquery('simple', $2::text) as words offset 0) p offset 0) q)
            """;

    /** The wanted words, what a document must hold so that a message of it can have them, and whether that is enough: read once. */
    private static final String WORDS = "(select words from wanted)";

    private static final String NEEDED = "(select needed from wanted)";
    private static final String BY_WORD = "(select by_word from wanted)";

    /** Whether the conversation w has a document with the words and, where that is not enough, a message or the name. */
    private static final String MATCHES =
            """
            exists (select from search_document d
                     where d.conversation_sid = w.sid and coalesce(d.words @@ %2$s, true)
                       and (%3$s
                            or case when d.first_index < 0 then w.search @@ %1$s
                                    else exists (select from message s
                                                  where s.conversation_sid = d.conversation_sid
                                                    and s.message_index between d.first_index and d.last_index
                                                    and s.removed_at is null and s.search @@ %1$s) end))
            """
                    .formatted(WORDS, NEEDED, BY_WORD);

    /** Of a conversation that was found by its documents. */
    private static final String MATCHES_TOO = "(" + BY_WORD + " or " + MATCHES + ")";

    /** The conversations of documents. */
    private static final String FROM_DOCUMENTS =
            """
            candidate as materialized (
                select distinct conversation_sid as sid from search_document
                 where words @@ %s and active_on <= %s)
            """;

    /** The conversations of those documents that were active on the latest days, of all days that so many documents reach into. */
    private static final String FROM_LATEST_DOCUMENTS =
            """
            latest as materialized (
                select conversation_sid as sid from search_document
                 where words @@ %s and active_on <= %s
                 order by active_on desc fetch first %d rows with ties),
            candidate as (select distinct sid from latest)
            """;

    /** The conversations of the very messages and names: a short list, however often documents have each of the words. */
    private static final String FROM_MESSAGES =
            """
            candidate as materialized (
                select conversation_sid as sid from message where search @@ %1$s and removed_at is null
                union
                select n.sid from search_document d join conversation n on n.sid = d.conversation_sid
                 where d.words @@ %2$s and d.first_index < 0 and n.search @@ %1$s
                union
                select sid from conversation where %2$s is null and search @@ %1$s)
            """
                    .formatted(WORDS, NEEDED);

    /** Looks at one conversation of the list after the other, at the {@code longest} first ones: quick when the words are common. */
    static SearchQuery walk(ConversationFilter filter, int limit, int longest) {
        Builder builder = new Builder(filter, limit);
        String order = filter.everybodys()
                ? "c.last_activity_at desc, c.sid desc"
                : "me.activity_at desc, me.conversation_sid desc";
        return builder.build(
                WANTED + "select " + BY_WORD + " as by_word,",
                conversations(filter) + " where c.removed_at is null" + builder.position() + " order by " + order
                        + " limit " + longest,
                MATCHES);
    }

    /**
     * Looks the words up in the documents, and the activity of those conversations that were active on the latest days. The row's
     * {@code complete} tells when there are no others.
     */
    static SearchQuery lookUpLatest(ConversationFilter filter, int limit) {
        Builder builder = new Builder(filter, limit);
        return builder.build(
                WANTED + ", " + builder.documents(FROM_LATEST_DOCUMENTS) + "select (select count(*) from latest) < "
                        + builder.latest() + " as complete,",
                found(filter, builder),
                MATCHES_TOO);
    }

    /** Looks the words up in the documents, and the activity of every conversation that has them. */
    static SearchQuery lookUp(ConversationFilter filter, int limit) {
        Builder builder = new Builder(filter, limit);
        return builder.build(
                WANTED + ", " + builder.documents(FROM_DOCUMENTS) + "select", found(filter, builder), MATCHES_TOO);
    }

    /** Looks the words up in the very messages and names of everybody's conversations. */
    static SearchQuery lookUpMessages(ConversationFilter filter, int limit) {
        Builder builder = new Builder(filter, limit);
        return builder.build(WANTED + ", " + FROM_MESSAGES + "select", found(filter, builder), "true");
    }

    private static String found(ConversationFilter filter, Builder builder) {
        return "select found.* from candidate cross join lateral ("
                + conversations(filter) + " where c.sid = candidate.sid and c.removed_at is null" + builder.position()
                + " offset 0) found order by found.last_activity_at desc, found.sid desc offset 0";
    }

    private static String conversations(ConversationFilter filter) {
        String columns = "select c.sid, c.last_activity_at, c.state, c.search";
        return filter.everybodys()
                ? columns + " from conversation c"
                : columns
                        + ", me.last_read_index from conversation c join participant me on me.conversation_sid = c.sid"
                        + " and me.identity = $1 and me.removed_at is null";
    }

    private static final class Builder {

        private final ConversationFilter filter;
        private final int limit;
        private final Tuple values = Tuple.tuple();

        Builder(ConversationFilter filter, int limit) {
            this.filter = filter;
            this.limit = limit;
            values.addString(filter.identity()).addString(filter.text());
            ConversationFilter.Position before = filter.before();
            if (before != null) {
                values.addOffsetDateTime(Times.toDatabase(before.lastActivityAt()))
                        .addString(before.sid());
            }
        }

        String position() {
            if (filter.before() == null) {
                return "";
            }
            String key = filter.everybodys() ? "c.last_activity_at, c.sid" : "me.activity_at, me.conversation_sid";
            return " and (" + key + ") < ($3::timestamptz, $4::text)";
        }

        int latest() {
            return LATEST * limit;
        }

        /** The template with what documents must hold, the latest day that is wanted, and how many tell which days are the latest. */
        String documents(String template) {
            return template.formatted(
                    filter.everybodys() ? NEEDED : "(select mine from wanted)",
                    filter.before() == null ? "'infinity'" : "search_day($3::timestamptz)",
                    latest());
        }

        SearchQuery build(String begin, String conversations, String condition) {
            StringBuilder sql = new StringBuilder(begin)
                    .append(" array(select w.sid from (")
                    .append(conversations)
                    .append(") w where ")
                    .append(condition);
            if (filter.state() != null) {
                values.addString(filter.state());
                sql.append(" and w.state = $").append(values.size());
            }
            if (filter.unread()) {
                sql.append(
                        """
                         and exists (select 1 from message u where u.conversation_sid = w.sid and u.removed_at is null
                                        and u.message_index > coalesce(w.last_read_index, -1) and u.author is distinct from $1)
                        """);
            }
            sql.append(" order by w.last_activity_at desc, w.sid desc limit ")
                    .append(limit)
                    .append(") as sids");
            return new SearchQuery(sql.toString(), values);
        }
    }
}
