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
    public static ListPlan of(String identity, boolean everybodys, boolean unread, @Nullable Instant before) {
        PageQuery query = new PageQuery(filter(identity, everybodys, unread, null, before), 51);
        return new ListPlan(query.sql(), query.values());
    }

    /** The keys of a page with wanted words, from the first conversations of the list. */
    public static ListPlan walk(String identity, boolean everybodys, String text) {
        SearchQuery query = SearchQuery.walk(filter(identity, everybodys, false, text, null), 51, 153);
        return new ListPlan(query.sql(), query.values());
    }

    /** The keys of a page with wanted words, from the words. */
    public static ListPlan lookUp(String identity, boolean everybodys, String text) {
        ConversationFilter filter = filter(identity, everybodys, false, text, null);
        SearchQuery query = everybodys && text.contains(" ")
                ? SearchQuery.lookUpMessages(filter, 51)
                : SearchQuery.lookUpLatest(filter, 51);
        return new ListPlan(query.sql(), query.values());
    }

    private static ConversationFilter filter(
            String identity, boolean everybodys, boolean unread, @Nullable String text, @Nullable Instant before) {
        ConversationFilter.Position position = before == null ? null : new ConversationFilter.Position(before, "CH");
        return new ConversationFilter(identity, everybodys, null, unread, text, position);
    }

    /** What is shown of the conversations on a page. */
    public static String details() {
        return ConversationRepository.DETAILS;
    }

    /** What is shown of them when words were looked for. */
    public static String detailsWithHit() {
        return ConversationRepository.DETAILS_WITH_HIT;
    }
}
