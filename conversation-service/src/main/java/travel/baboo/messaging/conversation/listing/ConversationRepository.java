package travel.baboo.messaging.conversation.listing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import travel.baboo.messaging.conversation.database.Cursor;
import travel.baboo.messaging.conversation.database.Page;

/** Reads conversations from the mirror, with what a list shows of each. */
@Singleton
public class ConversationRepository {

    private static final String DETAILS = ConversationDetails.of("$2::text[]");

    private final Pool pool;
    private final ConversationRows rows;
    private final ConversationSearch search;

    ConversationRepository(Pool pool, ConversationRows rows, ConversationSearch search) {
        this.pool = pool;
        this.rows = rows;
        this.search = search;
    }

    /** A page of conversations, newest activity or oldest wait first. Fails with a problem when a search times out. */
    public Uni<Page<ConversationView>> list(ConversationFilter filter, int limit) {
        // One row more than the page shows whether there is a next page.
        return (filter.text() == null ? find(filter, limit + 1) : search(filter, limit + 1))
                .map(found -> Page.of(found, limit, view -> cursor(filter, view)));
    }

    private Uni<List<ConversationView>> find(ConversationFilter filter, int limit) {
        PageQuery query = new PageQuery(filter, limit);
        return pool.preparedQuery(query.sql()).execute(query.values()).map(this::views);
    }

    private Uni<List<ConversationView>> search(ConversationFilter filter, int limit) {
        return search.find(filter, limit).chain(found -> {
            Map<String, ConversationView.Hit> hits = found.stream()
                    .collect(Collectors.toMap(ConversationSearch.Found::sid, ConversationSearch.Found::hit));
            return details(filter.identity(), hits.keySet().toArray(String[]::new))
                    .map(views -> views.stream()
                            .map(view -> view.with(Objects.requireNonNull(hits.get(view.sid()))))
                            .toList());
        });
    }

    /** The conversation, if the identity is a member or may see all conversations. */
    Uni<Optional<ConversationView>> find(String identity, boolean everybodys, String sid) {
        return details(identity, sid).map(views -> views.stream()
                .filter(view -> everybodys || view.unread() != null)
                .findFirst());
    }

    private Uni<List<ConversationView>> details(String identity, String... sids) {
        return pool.preparedQuery(DETAILS).execute(Tuple.of(identity, sids)).map(this::views);
    }

    private List<ConversationView> views(RowSet<Row> found) {
        return StreamSupport.stream(found.spliterator(), false).map(rows::view).toList();
    }

    private static Cursor cursor(ConversationFilter filter, ConversationView last) {
        ConversationView.Wait wait = last.waiting();
        Instant at = filter.waiting() == null || wait == null ? last.lastActivityAt() : wait.since();
        return new Cursor(List.of(at.toString(), last.sid()));
    }
}
