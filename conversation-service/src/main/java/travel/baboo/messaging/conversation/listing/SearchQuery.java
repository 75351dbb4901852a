package travel.baboo.messaging.conversation.listing;

import io.vertx.mutiny.sqlclient.Tuple;
import travel.baboo.messaging.conversation.database.Times;

/**
 * The SQL of one page of the conversations with wanted words, newest activity first: one statement, of which PostgreSQL carries out
 * only what is needed to fill the page.
 *
 * <p>The documents of {@code search_document} tell where the words are. With a single word, or any of several, that is the answer;
 * otherwise whether one message, or the name, has them as wanted is asked in the list's order and only until the page is full.
 *
 * <p>Of everybody's conversations, the first of the list fill a page when a word is common; how common it is is learned from them. What
 * is rarer is looked up, and so is all that a member looks for: first where the latest days were active, then everywhere.
 */
final class SearchQuery {

    /** So many conversations for each that is wanted are looked at first. */
    private static final int GLANCE = 3;

    /** So many, when the glance promises a full page from them: about what it costs to look the words up. */
    private static final int WALK = 15;

    /** So many, when half a page came from the walk: to go on costs less than to look the words up after all. */
    private static final int LONG_WALK = 30;

    /** So many documents for each conversation that is wanted tell which days are the latest: some have several, not all belong to the page. */
    private static final int LATEST = 4;

    /** The wanted words, what a document must hold so that a message of it can have them, and whether that is enough. */
    private static final String WANTED =
            """
            with wanted as materialized (
                select q.words, q.needed, coalesce(q.needed && q.member, q.member) as mine,
                       coalesce(numnode(q.needed) = numnode(q.words) and strpos(q.needed::text, ' & ') = 0, false) as by_word
                  from (select p.words, search_filter(p.words) as needed,
                               ('''' || search_member($1::text) || '''')::tsquery as member
                          from (select websearch_to_tsquery('simple', $2::text) as words offset 0) p offset 0) q)
            """;

    /** Whether the conversation w has a document with the words and, where that is not enough, a message or the name. */
    private static final String MATCHES = ConversationDetails.oneLine(
            """
            exists (select from search_document d
                     where d.conversation_sid = w.sid and coalesce(d.words @@ (select needed from wanted), true)
                       and ((select by_word from wanted)
                            or case when d.first_index < 0 then w.search @@ (select words from wanted)
                                    else exists (select from message s
                                                  where s.conversation_sid = d.conversation_sid
                                                    and s.message_index between d.first_index and d.last_index
                                                    and s.removed_at is null and s.search @@ (select words from wanted)) end))
            """);

    /** Of a conversation that was found by its documents. */
    private static final String MATCHES_TOO = "((select by_word from wanted) or " + MATCHES + ")";

    /** The documents of conversations that were active on the latest days, of all days that so many documents reach into. */
    private static final String LATEST_DOCUMENTS =
            """
            select conversation_sid as sid from search_document where words @@ %1$s and active_on <= %2$s
             order by active_on desc fetch first %3$d rows with ties
            """;

    /** When the latest days do not fill the page, and there are others, all conversations with such documents are looked at. */
    private static final String DOCUMENTED =
            """
            select case when cardinality((select sids from recent)) = %1$d or (select count(*) from latest) < %2$d then (select sids from recent)
                        else (select sids from ever) end as sids
            """;

    /** The conversations of the very messages and names: a short list, however often documents have each of the words. */
    private static final String WRITTEN =
            """
            (select conversation_sid as sid from message where search @@ (select words from wanted) and removed_at is null
             union
             select n.sid from search_document d join conversation n on n.sid = d.conversation_sid
              where d.words @@ (select needed from wanted) and d.first_index < 0 and n.search @@ (select words from wanted)
             union
             select sid from conversation where (select needed from wanted) is null and search @@ (select words from wanted))
            """;

    /**
     * Common words fill the page from the list. With several words, most of the latest documents may have them in different messages:
     * then the messages themselves are looked up.
     */
    private static final String EVERYBODYS =
            """
            select case when cardinality((select sids from long_walk)) >= %1$d then (select sids[1:%1$d] from long_walk)
                        when (select by_word from wanted) then (select sids from documented)
                        else (select sids from written) end as sids
            """;

    /** What was found so far, and what more is found when that is worth while. */
    private static final String GO_ON =
            """
            select case when cardinality(sids) < %1$d and cardinality(sids) * %2$d >= %3$d then sids || %4$s else sids end as sids from %5$s
            """;

    private final ConversationFilter filter;
    private final int limit;
    private final Tuple values;
    private final StringBuilder sql = new StringBuilder(WANTED);
    private String position = "";
    private String day = "'infinity'";
    private String state = "";

    SearchQuery(ConversationFilter filter, int limit) {
        this.filter = filter;
        this.limit = limit;
        values = Tuple.tuple().addString(filter.identity()).addString(filter.text());
        ConversationFilter.Position before = filter.before();
        if (before != null) {
            values.addOffsetDateTime(Times.toDatabase(before.lastActivityAt()));
            String time = "$" + values.size() + "::timestamptz";
            day = "search_day(" + time + ")";
            values.addString(before.sid());
            position = " and (c.last_activity_at, c.sid) < (" + time + ", $" + values.size() + "::text)";
        }
        if (filter.state() != null) {
            values.addString(filter.state());
            state = " and w.state = $" + values.size();
        }
        if (filter.everybodys()) {
            everybodysPage();
        } else {
            documented("page");
        }
        sql.append(ConversationDetails.withHit("(select sids from page)::text[]"));
    }

    String sql() {
        return sql.toString();
    }

    Tuple values() {
        return values;
    }

    private void everybodysPage() {
        with("glance", "select " + sids(stretch(0, GLANCE), MATCHES) + " as sids");
        with("walk", goOn("glance", GLANCE, WALK));
        with("long_walk", goOn("walk", WALK, LONG_WALK));
        documented("documented");
        with("written", "select " + sids(among(WRITTEN), "true") + " as sids");
        with("page", EVERYBODYS.formatted(limit));
    }

    private void documented(String name) {
        String wanted = "(select %s from wanted)".formatted(filter.everybodys() ? "needed" : "mine");
        with("latest", LATEST_DOCUMENTS.formatted(wanted, day, LATEST * limit));
        with("recent", "select " + sids(among("(select distinct sid from latest)"), MATCHES_TOO) + " as sids");
        String all =
                "(select distinct conversation_sid as sid from search_document where words @@ %s and active_on <= %s)"
                        .formatted(wanted, day);
        with("ever", "select " + sids(among(all), MATCHES_TOO) + " as sids");
        with(name, DOCUMENTED.formatted(limit, LATEST * limit));
    }

    private void with(String name, String query) {
        sql.append(", ").append(name).append(" as materialized (").append(query).append(")\n");
    }

    private String goOn(String before, int from, int to) {
        return GO_ON.formatted(limit, to, from * limit, sids(stretch(from, to), MATCHES), before);
    }

    /** Those of the list, counted from the position, so many for each that is wanted. */
    private String stretch(int from, int to) {
        return "(%s where c.removed_at is null%s order by c.last_activity_at desc, c.sid desc offset %d limit %d)"
                .formatted(conversations(), position, from * limit, (to - from) * limit);
    }

    /** Those candidates that are in the list behind the position. */
    private String among(String candidates) {
        return """
               (select found.* from %s candidate cross join lateral (
                    %s where c.sid = candidate.sid and c.removed_at is null%s offset 0) found
                 order by found.last_activity_at desc, found.sid desc offset 0)
               """
                .formatted(candidates, conversations(), position);
    }

    private String conversations() {
        String columns = "select c.sid, c.last_activity_at, c.state, c.search";
        return filter.everybodys()
                ? columns + " from conversation c"
                : columns
                        + ", me.last_read_index from conversation c join participant me on me.conversation_sid = c.sid"
                        + " and me.identity = $1 and me.removed_at is null" + ConversationDetails.FIRST_MEMBERSHIP;
    }

    /** The SIDs of the conversations w that are wanted, as an array in the list's order. */
    private String sids(String conversations, String condition) {
        StringBuilder array = new StringBuilder("array(select w.sid from ")
                .append(conversations)
                .append(" w where ")
                .append(condition)
                .append(state);
        if (filter.unread()) {
            array.append(
                    """
                     and exists (select 1 from message u where u.conversation_sid = w.sid and u.removed_at is null
                                    and u.message_index > coalesce(w.last_read_index, -1) and u.author is distinct from $1)
                    """);
        }
        return array.append(" order by w.last_activity_at desc, w.sid desc limit ")
                .append(limit)
                .append(')')
                .toString();
    }
}
