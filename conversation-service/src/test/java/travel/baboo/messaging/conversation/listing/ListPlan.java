package travel.baboo.messaging.conversation.listing;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of a list's page, for those who look at its plan.
 *
 * @param values the parameters in it
 */
public record ListPlan(String sql, Tuple values) {

    /**
     * The keys of one page.
     *
     * @param before where the page begins; null from the first
     */
    public static ListPlan of(
            String identity, boolean everybodys, boolean unread, @Nullable String text, @Nullable Instant before) {
        ConversationFilter.Position position = before == null ? null : new ConversationFilter.Position(before, "CH");
        PageQuery query = new PageQuery(new ConversationFilter(identity, everybodys, null, unread, text, position), 51);
        return new ListPlan(query.sql(), query.values());
    }

    /** What is shown of the conversations on a page. */
    public static String details() {
        return ConversationRepository.SELECT;
    }
}
