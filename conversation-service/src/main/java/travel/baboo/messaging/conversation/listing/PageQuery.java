package travel.baboo.messaging.conversation.listing;

import io.vertx.mutiny.sqlclient.Tuple;
import travel.baboo.messaging.conversation.database.Page;

/** The SQL of a page without a search: it reads the details of the page's conversations only. */
final class PageQuery {

    /** The maximum page size. It lets PostgreSQL plan for one page instead of a tenth of all rows. */
    private static final int MOST = Page.MAX_LIMIT + 1;

    private final Tuple values;
    private final String sql;

    PageQuery(ConversationFilter filter, int limit) {
        values = Tuple.tuple().addString(filter.identity());
        String candidates = new Candidates(filter, values).select("", Integer.toString(MOST));
        values.addInteger(limit);
        sql = ConversationDetails.oneLine(
                        """
                        with page as materialized (
                             select array(select found.sid from (%s) found order by found.active_at desc, found.sid desc limit $%d) as sids)
                        """
                                .formatted(candidates, values.size()))
                + ConversationDetails.of("(select sids from page)::text[]");
    }

    String sql() {
        return sql;
    }

    Tuple values() {
        return values;
    }
}
