package travel.baboo.messaging.conversation.listing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import travel.baboo.messaging.conversation.database.Cursor;
import travel.baboo.messaging.conversation.database.Page;

/** Reads conversations from the mirror, with what a list shows of each. */
@Singleton
class ConversationRepository {

    private static final String DETAILS = ConversationDetails.of("array[$2]");

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
        // One more tells whether there is another page.
        return (filter.text() == null ? find(filter, limit + 1) : search.find(filter, limit + 1))
                .map(found -> Page.of(views(found), limit, ConversationRepository::cursor));
    }

    private Uni<RowSet<Row>> find(ConversationFilter filter, int limit) {
        PageQuery query = new PageQuery(filter, limit);
        return pool.preparedQuery(query.sql()).execute(query.values());
    }

    /** The conversation, when the identity is a member or may see everybody's. */
    Uni<Optional<ConversationView>> find(String identity, boolean everybodys, String sid) {
        return pool.preparedQuery(DETAILS).execute(Tuple.of(identity, sid)).map(found -> views(found).stream()
                .filter(view -> everybodys || view.unread() != null)
                .findFirst());
    }

    private List<ConversationView> views(RowSet<Row> found) {
        return StreamSupport.stream(found.spliterator(), false).map(rows::view).toList();
    }

    private static Cursor cursor(ConversationView last) {
        return new Cursor(List.of(last.lastActivityAt().toString(), last.sid()));
    }
}
