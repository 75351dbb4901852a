package travel.baboo.messaging.conversation.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.database.Page;

class SearchQueryTest {

    /** What tracing learns from a longer statement it does not remember: it would read it anew with every search. */
    private static final int LONGEST_REMEMBERED = 10_240;

    @Test
    void theLongestStatementIsShortEnoughToBeRemembered() {
        ConversationFilter.Position before = new ConversationFilter.Position(Instant.EPOCH, "CH");
        ConversationFilter filter = new ConversationFilter("boss@example.com", true, "closed", false, "hut", before);

        SearchQuery query = new SearchQuery(filter, Page.MAX_LIMIT + 1);

        assertThat(query.sql().length()).isLessThanOrEqualTo(LONGEST_REMEMBERED);
    }
}
