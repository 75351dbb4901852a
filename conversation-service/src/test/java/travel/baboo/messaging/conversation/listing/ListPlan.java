package travel.baboo.messaging.conversation.listing;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of a list's page, for tests of its plan.
 *
 * @param values the parameters in it
 */
public record ListPlan(String sql, Tuple values) {

    /**
     * One page.
     *
     * @param before where it begins; null from the first
     */
    public static ListPlan of(String identity, boolean everybodys, boolean unread, @Nullable Instant before) {
        PageQuery query = new PageQuery(filter(identity, everybodys, unread, null, before), 51);
        return new ListPlan(query.sql(), query.values());
    }

    /** The first page with wanted words. */
    public static ListPlan search(String identity, boolean everybodys, String text) {
        Tuple values = Tuple.tuple();
        return new ListPlan(
                ConversationSearch.sql(filter(identity, everybodys, false, text, null), 51, values), values);
    }

    /** The first page of conversations whose traveler waits. */
    public static ListPlan waiting(String identity, boolean everybodys) {
        PageQuery query = new PageQuery(
                new ConversationFilter(
                        identity, everybodys, null, null, null, null, null, null, false, "any", null, null),
                51);
        return new ListPlan(query.sql(), query.values());
    }

    private static ConversationFilter filter(
            String identity, boolean everybodys, boolean unread, @Nullable String text, @Nullable Instant before) {
        ConversationFilter.Position position = before == null ? null : new ConversationFilter.Position(before, "CH");
        return new ConversationFilter(
                identity, everybodys, null, null, null, null, null, null, unread, null, text, position);
    }
}
