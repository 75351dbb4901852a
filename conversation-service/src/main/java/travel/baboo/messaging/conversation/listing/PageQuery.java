package travel.baboo.messaging.conversation.listing;

import io.vertx.mutiny.sqlclient.Tuple;
import travel.baboo.messaging.conversation.database.Page;

/** The SQL of a page without a search: it reads the details of the page's conversations only. */
final class PageQuery {

    /** The maximum page size. It lets PostgreSQL plan for one page instead of a tenth of all rows. */
    private static final int MOST = Page.MAX_LIMIT + 1;

    private static final String SIDS = "(select sids from page)::text[]";

    private final Tuple values;
    private final String sql;

    PageQuery(ConversationFilter filter, int limit) {
        values = Tuple.tuple().addString(filter.identity());
        String candidates = new Candidates(filter, values).select("", Integer.toString(MOST));
        values.addInteger(limit);
        String direction = filter.waiting() == null ? "desc" : "asc";
        sql = ConversationDetails.oneLine(
                        """
                        with page as materialized (
                             select array(select found.sid from (%1$s) found order by found.active_at %2$s, found.sid %2$s limit $%3$d) as sids)
                        """
                                .formatted(candidates, direction, values.size()))
                + (filter.waiting() == null ? ConversationDetails.of(SIDS) : ConversationDetails.byWait(SIDS));
    }

    String sql() {
        return sql;
    }

    Tuple values() {
        return values;
    }
}
