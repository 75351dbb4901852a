package travel.baboo.messaging.conversation.listing;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.database.Times;

/**
 * The SQL that selects a filter's conversations: keys only, in the list's order.
 *
 * <p>Both kinds of list read an index in list order: a member's list from the memberships, which carry the activity of their
 * conversations, and the list of all from the conversations. Those whose traveler waits are few: they are read from the index of the
 * waits, oldest first. The cost of a page does not depend on its position.
 */
final class Candidates {

    /** Evaluated per conversation, never over the whole table. */
    private static final String UNREAD =
            """
             cross join lateral (select from message u where u.conversation_sid = c.sid and u.removed_at is null
                                    and u.message_index > coalesce(me.last_read_index, -1) and u.author is distinct from %s
                                  limit 1) unread
            """;

    private static final String EXPERT =
            """
             and exists (select from member k join participant e on e.conversation_sid = k.conversation_sid and e.identity = k.identity
                          where k.conversation_sid = c.sid and k.identity = %s and k.role = 'expert' and e.removed_at is null)
            """;

    private static final String WAIT =
            " join response_clock w on w.conversation_sid = c.sid and w.waiting_since is not null";

    private final Tuple values;
    private final String position;
    private final boolean oldestFirst;
    private final StringBuilder from = new StringBuilder();

    /**
     * Appends the filter's values.
     *
     * @param values the values of the whole statement
     */
    Candidates(ConversationFilter filter, Tuple values) {
        this.values = values;
        oldestFirst = filter.waiting() != null;
        String wait = oldestFirst ? WAIT : "";
        position = position(filter);
        if (filter.everybodys()) {
            from.append("conversation c").append(wait).append(" where c.removed_at is null");
        } else {
            String identity = add(filter.identity());
            from.append("participant me join conversation c on c.sid = me.conversation_sid")
                    .append(wait)
                    .append(filter.unread() ? UNREAD.formatted(identity) : "")
                    .append(" where me.identity = ")
                    .append(identity)
                    .append(" and me.removed_at is null and c.removed_at is null")
                    .append(ConversationDetails.FIRST_MEMBERSHIP);
        }
        ConversationFilter.Position before = filter.before();
        if (before != null) {
            from.append(" and (").append(position).append(oldestFirst ? ") > (" : ") < (");
            from.append(add(before.at()));
            from.append(", ").append(add(before.sid())).append("::text)");
        }
        where(" and w.state = %s", "any".equals(filter.waiting()) ? null : filter.waiting());
        where(" and c.state = %s", filter.state());
        where(" and c.inquiry_id = %s", filter.inquiryId());
        where(EXPERT, filter.expert());
        where(" and c.directory -> 'traveler' ->> 'channel' = %s", filter.channel());
        if (filter.activeSince() != null) {
            from.append(" and c.last_activity_at >= ").append(add(filter.activeSince()));
        }
        if (filter.activeBefore() != null) {
            from.append(" and c.last_activity_at < ").append(add(filter.activeBefore()));
        }
    }

    private static String position(ConversationFilter filter) {
        if (filter.waiting() != null) {
            return "w.waiting_since, w.conversation_sid";
        }
        return filter.everybodys() ? "c.last_activity_at, c.sid" : "me.activity_at, me.conversation_sid";
    }

    private void where(String condition, @Nullable String value) {
        if (value != null) {
            from.append(condition.formatted(add(value)));
        }
    }

    private String add(String value) {
        values.addString(value);
        return "$" + values.size();
    }

    private String add(Instant value) {
        values.addOffsetDateTime(Times.toDatabase(value));
        return "$" + values.size() + "::timestamptz";
    }

    /**
     * Their {@code sid} and {@code active_at}, newest activity first; of those that wait since when, oldest first.
     *
     * @param condition a further condition on conversation c, starting with {@code and}; may be empty
     * @param limit an SQL expression
     */
    String select(String condition, String limit) {
        String activity = position.substring(0, position.indexOf(','));
        String order = oldestFirst ? position : position.replace(",", " desc,") + " desc";
        return "select c.sid, " + activity + " as active_at from " + from + condition + " order by " + order + " limit "
                + limit;
    }
}
