package travel.baboo.messaging.conversation.inquiry;

import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.directory.DirectoryService;
import travel.baboo.messaging.conversation.participant.ParticipantRepository;

/** Remembers inquiries and how far each has come. */
@Singleton
class InquiryRepository {

    /** Longer than the calls to Twilio of one inquiry take. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final Pool pool;
    private final Clock clock;
    private final DirectoryService directory;
    private final ParticipantRepository participants;

    InquiryRepository(Pool pool, Clock clock, DirectoryService directory, ParticipantRepository participants) {
        this.pool = pool;
        this.clock = clock;
        this.directory = directory;
        this.participants = participants;
    }

    /**
     * An inquiry's record.
     *
     * @param conversationSid null until everything is set up
     * @param leased whether this very call may work on it
     */
    record Stored(JsonObject content, @Nullable String conversationSid, boolean leased) {}

    /** Keeps the inquiry when it is new, and takes the lease on it when it is free. */
    Uni<Stored> claim(String id, JsonObject content) {
        Instant now = clock.instant();
        Tuple values = Tuple.of(id, content, Times.toDatabase(now), Times.toDatabase(now.plus(LEASE)));
        return pool.preparedQuery(
                        """
                        insert into inquiry as i (id, content, created_at, leased_until) values ($1, $2, $3, $4)
                        on conflict (id) do update set leased_until = $4
                         where i.conversation_sid is null and i.content = $2
                           and (i.leased_until is null or i.leased_until < $3)
                        returning content
                        """)
                .execute(values)
                .chain(rows -> rows.size() > 0 ? Uni.createFrom().item(new Stored(content, null, true)) : get(id));
    }

    private Uni<Stored> get(String id) {
        return pool.preparedQuery("select content, conversation_sid from inquiry where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> stored(rows.iterator().next()));
    }

    private static Stored stored(Row row) {
        return new Stored(row.getJsonObject("content"), row.getString("conversation_sid"), false);
    }

    /** Everything is set up: the conversation is the inquiry's, and the directory says so. */
    Uni<Void> complete(String id, Conversation conversation, List<Participant> present) {
        String conversationSid = conversation.getSid();
        OffsetDateTime created = Times.toDatabase(conversation.getDateCreated().toInstant());
        Instant now = clock.instant();
        return pool.withTransaction(connection -> connection
                .preparedQuery(
                        """
                        insert into conversation as c (sid, inquiry_id, unique_name, friendly_name, last_activity_at)
                        values ($1, $2, $3, $4, $5)
                        on conflict (sid) do update set inquiry_id = coalesce(c.inquiry_id, excluded.inquiry_id)
                        """)
                .execute(Tuple.of(
                        conversationSid, id, conversation.getUniqueName(), conversation.getFriendlyName(), created))
                .chain(() -> connection
                        .preparedQuery(
                                """
                                update inquiry set conversation_sid = $2, completed_at = $3, leased_until = null where id = $1
                                """)
                        .execute(Tuple.of(id, conversationSid, Times.toDatabase(now))))
                .chain(() -> participants.addMissing(connection, conversationSid, present))
                .chain(() -> directory.refresh(connection, List.of(conversationSid))));
    }

    /** Another request may go on at once. */
    Uni<Void> release(String id) {
        return pool.preparedQuery("update inquiry set leased_until = null where id = $1 and conversation_sid is null")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }
}
