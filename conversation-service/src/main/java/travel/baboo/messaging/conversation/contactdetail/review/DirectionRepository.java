package travel.baboo.messaging.conversation.contactdetail.review;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.clock.Author;
import travel.baboo.messaging.conversation.attention.review.AuthorKinds;
import travel.baboo.messaging.conversation.contactdetail.Direction;

/** Determines the direction of a message from its author, by the same rules as for response clocks. */
@Singleton
class DirectionRepository {

    private static final String BROWSER = "SDK";

    private static final String AUTHOR =
            """
            select r.role, i.content as inquiry
              from (select $1::text as sid) k
              left join conversation c on c.sid = k.sid
              left join inquiry i on i.id = c.inquiry_id
              left join member r on r.conversation_sid = k.sid and r.identity = $2
             limit 1
            """;

    private final Pool pool;
    private final AuthorKinds authors;

    DirectionRepository(Pool pool, AuthorKinds authors) {
        this.pool = pool;
        this.authors = authors;
    }

    /** The direction of a message that is not published yet; empty if the author's messages are not examined. */
    Uni<Optional<Direction>> ofAuthor(String conversationSid, @Nullable String author, @Nullable String source) {
        return pool.preparedQuery(AUTHOR)
                .execute(Tuple.of(conversationSid, author))
                .map(rows -> rows.iterator().next())
                .map(row -> of(
                        null,
                        author,
                        source,
                        !BROWSER.equals(source),
                        row.getString("role"),
                        row.getJsonObject("inquiry")));
    }

    Optional<Direction> of(
            @Nullable String label,
            @Nullable String author,
            @Nullable String source,
            boolean fromPhone,
            @Nullable String role,
            @Nullable JsonObject inquiry) {
        Author kind = authors.of(label, author, source, fromPhone, role, inquiry);
        return switch (kind) {
            case TRAVELER -> Optional.of(Direction.INBOUND);
            case EXPERT -> Optional.of(Direction.OUTBOUND);
            case TEAM, BOT, SYSTEM -> Optional.empty();
        };
    }
}
