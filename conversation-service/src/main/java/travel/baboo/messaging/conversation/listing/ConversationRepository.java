package travel.baboo.messaging.conversation.listing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.message.AuthorLabels;
import travel.baboo.messaging.conversation.participant.ParticipantView;

/** Reads conversations from the mirror, with what a list shows of each. */
@Singleton
class ConversationRepository {

    private static final String SELECT =
            """
            select c.sid, c.friendly_name, c.inquiry_id, c.state, c.attributes, c.last_activity_at, c.created_at,
                   i.content as inquiry, l.sid as last_sid, l.message_index, l.author, l.body, l.attributes as last_attributes,
                   l.created_at as last_created_at, l.from_phone, parts.list as participants,
                   me.sid is not null as member,
                   (select count(*) from message u where u.conversation_sid = c.sid and u.removed_at is null
                       and u.message_index > coalesce(me.last_read_index, -1) and u.author is distinct from $1) as unread
              from conversation c
              left join inquiry i on i.id = c.inquiry_id
              left join lateral (select p.sid, p.last_read_index from participant p
                                  where p.conversation_sid = c.sid and p.identity = $1 and p.removed_at is null limit 1) me on true
              left join lateral (select m.*, ap.address is not null as from_phone from message m
                                   left join participant ap on ap.sid = m.participant_sid
                                  where m.conversation_sid = c.sid and m.removed_at is null
                                  order by m.message_index desc limit 1) l on true
              left join lateral (select jsonb_agg(jsonb_build_object('sid', q.sid, 'identity', q.identity, 'channel', q.channel,
                                          'roleSid', q.role_sid, 'lastReadIndex', q.last_read_index,
                                          'createdAt', to_char(q.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                                          order by q.created_at nulls first, q.sid) as list
                                   from participant q where q.conversation_sid = c.sid and q.removed_at is null) parts on true
             where c.removed_at is null and ($2 or me.sid is not null)
            """;

    private final Pool pool;
    private final AuthorLabels labels;

    ConversationRepository(Pool pool, AuthorLabels labels) {
        this.pool = pool;
        this.labels = labels;
    }

    /**
     * Conversations, newest activity first.
     *
     * @param identity whose view it is
     * @param everybodys whether conversations are shown in which the identity is no member
     * @param state only those in this state; null for all
     * @param text only those with these words in their name or a message; null for all
     * @param before only those behind this activity and SID; null from the first
     */
    Uni<List<ConversationView>> list(
            String identity,
            boolean everybodys,
            @Nullable String state,
            @Nullable String text,
            @Nullable Position before,
            int limit) {
        Tuple values = Tuple.tuple()
                .addString(identity)
                .addBoolean(everybodys)
                .addString(state)
                .addString(text)
                .addOffsetDateTime(before == null ? null : Times.toDatabase(before.lastActivityAt()))
                .addString(before == null ? null : before.sid())
                .addInteger(limit);
        return pool.preparedQuery(
                        SELECT
                                + """
                        and ($3::text is null or c.state = $3)
                        and ($4::text is null or c.search @@ websearch_to_tsquery('simple', $4)
                             or exists (select 1 from message s where s.conversation_sid = c.sid and s.removed_at is null
                                           and s.search @@ websearch_to_tsquery('simple', $4)))
                        and ($5::timestamptz is null or (c.last_activity_at, c.sid) < ($5, $6::text))
                        order by c.last_activity_at desc, c.sid desc limit $7
                        """)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::view)
                        .toList());
    }

    /** Where a list goes on. */
    record Position(Instant lastActivityAt, String sid) {}

    /** The conversation, when the identity is a member or may see everybody's. */
    Uni<Optional<ConversationView>> find(String identity, boolean everybodys, String sid) {
        return pool.preparedQuery(SELECT + " and c.sid = $3")
                .execute(Tuple.of(identity, everybodys, sid))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(view(rows.iterator().next())));
    }

    private ConversationView view(Row row) {
        return new ConversationView(
                row.getString("sid"),
                row.getString("friendly_name"),
                row.getString("inquiry_id"),
                row.getString("state"),
                row.getString("attributes"),
                instant(row.getOffsetDateTime("last_activity_at")),
                Times.fromDatabase(row.getOffsetDateTime("created_at")),
                row.getString("last_sid") == null ? null : lastMessage(row),
                row.getBoolean("member") ? row.getLong("unread") : null,
                participants(row.getJsonArray("participants")));
    }

    private ConversationView.LastMessage lastMessage(Row row) {
        String label = labels.of(
                row.getString("last_attributes"),
                row.getString("author"),
                row.getBoolean("from_phone"),
                row.getJsonObject("inquiry"));
        return new ConversationView.LastMessage(
                row.getString("last_sid"),
                row.getLong("message_index"),
                row.getString("author"),
                label,
                row.getString("body"),
                instant(row.getOffsetDateTime("last_created_at")));
    }

    private static List<ParticipantView> participants(@Nullable JsonArray list) {
        return list == null
                ? List.of()
                : list.stream()
                        .map(JsonObject.class::cast)
                        .map(ConversationRepository::participant)
                        .toList();
    }

    private static ParticipantView participant(JsonObject json) {
        return new ParticipantView(
                json.getString("sid"),
                json.getString("identity"),
                json.getString("channel"),
                json.getString("roleSid"),
                json.getLong("lastReadIndex"),
                json.getInstant("createdAt"));
    }

    private static Instant instant(OffsetDateTime time) {
        return Objects.requireNonNull(Times.fromDatabase(time));
    }
}
