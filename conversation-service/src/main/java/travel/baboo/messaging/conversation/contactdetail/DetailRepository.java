package travel.baboo.messaging.conversation.contactdetail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores what was hidden, and reads what decides on a conversation. */
@Singleton
class DetailRepository {

    /** The tag of the conversation, as for response targets. */
    private static final String FACTS =
            """
            select s.mode, coalesce(a.tag, case when i.requested_role in ('admin', 'bot') then i.content #>> '{attributes,tag}' end) as tag,
                   r.role, i.content as inquiry
              from (select $1::text as sid) k
              left join conversation c on c.sid = k.sid
              left join inquiry i on i.id = c.inquiry_id
              left join conversation_attention a on a.conversation_sid = k.sid
              left join contact_detail_setting s on s.conversation_sid = k.sid
              left join member r on r.conversation_sid = k.sid and r.identity = $2
             limit 1
            """;

    private final Pool pool;
    private final ObjectMapper json;

    DetailRepository(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /**
     * What decides on a message.
     *
     * @param mode what was set for the conversation; null for nothing
     * @param tag the conversation's tag; null without one
     * @param role the author's role in the conversation; null without one
     * @param inquiry content of the conversation's inquiry; null without one
     */
    record Facts(@Nullable Mode mode, @Nullable String tag, @Nullable String role, @Nullable JsonObject inquiry) {}

    Uni<Facts> facts(String conversationSid, @Nullable String author) {
        return pool.preparedQuery(FACTS)
                .execute(Tuple.of(conversationSid, author))
                .map(rows -> rows.iterator().next())
                .map(row -> new Facts(
                        Mode.find(row.getString("mode")).orElse(null),
                        row.getString("tag"),
                        row.getString("role"),
                        row.getJsonObject("inquiry")));
    }

    /** Stores what is hidden; a repeated attempt replaces its earlier record. Nothing is stored for a conversation that was removed. */
    Uni<Void> keep(Draft draft, List<HiddenDetail> hidden, Cipher.Encrypted original) {
        return pool.preparedQuery(
                        """
                        insert into contact_detail as d (id, conversation_sid, author, direction, outcome, details, key_id, original)
                        select $1, $2, $3, $4, 'replaced', $5, $6, $7
                         where not exists (select from conversation c where c.sid = $2 and c.removed_at is not null)
                        on conflict (id) do update
                           set details = excluded.details, key_id = excluded.key_id, original = excluded.original
                         where d.conversation_sid = excluded.conversation_sid
                        """)
                .execute(Tuple.tuple()
                        .addUUID(draft.id())
                        .addString(draft.conversationSid())
                        .addString(draft.author())
                        .addString(draft.direction().text())
                        .addString(write(hidden))
                        .addString(original.keyId())
                        .addBuffer(Buffer.buffer(original.bytes())))
                .replaceWithVoid();
    }

    /** Records the message that was published instead. */
    Uni<Void> link(UUID id, String messageSid) {
        return pool.preparedQuery("update contact_detail set message_sid = $2 where id = $1")
                .execute(Tuple.of(id, messageSid))
                .replaceWithVoid();
    }

    /** Removes a record without a message. */
    Uni<Void> remove(UUID id) {
        return pool.preparedQuery("delete from contact_detail where id = $1 and message_sid is null")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    Uni<List<HiddenDetail>> hidden(UUID id) {
        return pool.preparedQuery("select details from contact_detail where id = $1 and outcome = 'replaced'")
                .execute(Tuple.of(id))
                .map(rows -> first(rows)
                        .map(row -> HiddenDetail.read(row.getString("details"), json))
                        .orElse(List.of()));
    }

    static Optional<Row> first(Iterable<Row> rows) {
        return rows.iterator().hasNext() ? Optional.of(rows.iterator().next()) : Optional.empty();
    }

    String write(List<HiddenDetail> details) {
        try {
            return json.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("details are always JSON", e);
        }
    }
}
