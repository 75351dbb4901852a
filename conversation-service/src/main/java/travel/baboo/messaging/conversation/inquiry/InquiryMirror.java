package travel.baboo.messaging.conversation.inquiry;

import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.directory.DirectoryService;
import travel.baboo.messaging.conversation.participant.ParticipantRepository;

/**
 * Adds an inquiry's conversation to the mirror and its participants to the directory, before the inquiry is completed.
 *
 * <p>There is no transaction over both. This order is safe: an attempt interrupted in between is resumed, and existing rows
 * stay unchanged. In the other order, a completed inquiry could lack its conversation and its directory record.
 */
@Singleton
class InquiryMirror {

    private final Pool pool;
    private final DirectoryService directory;
    private final ParticipantRepository participants;

    InquiryMirror(Pool pool, DirectoryService directory, ParticipantRepository participants) {
        this.pool = pool;
        this.directory = directory;
        this.participants = participants;
    }

    Uni<Void> add(String inquiryId, Conversation conversation, List<Participant> present) {
        String conversationSid = conversation.getSid();
        return pool.withTransaction(connection -> connection
                .preparedQuery(
                        """
                        insert into conversation as c (sid, inquiry_id, unique_name, friendly_name, last_activity_at, service_sid)
                        values ($1, $2, $3, $4, $5, $6)
                        on conflict (sid) do update set inquiry_id = coalesce(c.inquiry_id, excluded.inquiry_id)
                         where c.removed_at is null
                        """)
                .execute(Tuple.of(
                        conversationSid,
                        inquiryId,
                        conversation.getUniqueName(),
                        conversation.getFriendlyName(),
                        Times.toDatabase(conversation.getDateCreated().toInstant()),
                        conversation.getChatServiceSid()))
                .chain(() -> connection
                        .preparedQuery(
                                """
                                insert into conversation_check (conversation_sid, event_at)
                                select sid, now() from conversation where sid = $1 and removed_at is null on conflict do nothing
                                """)
                        .execute(Tuple.of(conversationSid)))
                .chain(() -> participants.addMissing(connection, conversationSid, present))
                .chain(() -> directory.refresh(connection, List.of(conversationSid))));
    }
}
