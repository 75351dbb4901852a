package travel.baboo.messaging.conversation.removal;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.directory.DirectoryService;

/**
 * Deletes everything stored about a conversation, in the caller's transaction. A row that marks it as removed remains, so that
 * later events are recognized and ignored. The directory gets a tombstone.
 */
@Singleton
public class ConversationRemoval {

    /**
     * In the order of the tables' foreign keys; the conversation's own row comes last. Messages come before their tasks, as wherever both are
     * locked: otherwise this and what works on a task could wait for each other.
     */
    private static final List<String> STATEMENTS = List.of(
            "delete from delivery_receipt where message_sid in (select sid from message where conversation_sid = $1)",
            "delete from sent_message where conversation_sid = $1",
            """
            delete from phone_contact k
             where exists (select from participant p where p.conversation_sid = $1 and p.address = k.address)
               and not exists (select from participant o where o.address = k.address and o.conversation_sid <> $1
                                                           and o.removed_at is null)
            """,
            "delete from message where conversation_sid = $1",
            "delete from label_task where conversation_sid = $1",
            "delete from participant where conversation_sid = $1",
            "delete from member where conversation_sid = $1",
            "delete from absent_message where conversation_sid = $1",
            "delete from chatbot where conversation_sid = $1",
            "delete from conversation_check where conversation_sid = $1",
            "delete from conversation_claim where conversation_sid = $1",
            "delete from attention_review where conversation_sid = $1",
            "delete from attention_outbox where record_key = $1",
            "delete from away_reply where conversation_sid = $1",
            "delete from undelivered_message where conversation_sid = $1",
            "delete from response_clock where conversation_sid = $1",
            "delete from response_time where conversation_sid = $1",
            "delete from unread_notice where conversation_sid = $1",
            "delete from member_focus where conversation_sid = $1",
            "delete from conversation_attention where conversation_sid = $1",
            "delete from contact_detail_task where conversation_sid = $1",
            "delete from contact_detail_setting where conversation_sid = $1",
            "delete from contact_detail where conversation_sid = $1",
            """
            update inquiry set content = '{}', person = null, requested_by = null, requested_role = null, failure = null,
                               erased_at = coalesce(erased_at, now())
             where conversation_sid = $1
            """);

    private final DirectoryService directory;

    ConversationRemoval(DirectoryService directory) {
        this.directory = directory;
    }

    /**
     * Removes a conversation whose row exists and is locked.
     *
     * @param by who reported it; Twilio's report is final
     * @return the number of rows deleted or cleared
     */
    public Uni<Long> remove(SqlConnection connection, String conversationSid, Instant at, RemovedBy by) {
        return Multi.createFrom()
                .iterable(STATEMENTS)
                .onItem()
                .transformToUniAndConcatenate(sql -> connection
                        .preparedQuery(sql)
                        .execute(Tuple.of(conversationSid))
                        .map(result -> (long) result.rowCount()))
                .collect()
                .with(Collectors.summingLong(Long::longValue))
                .call(() -> clear(connection, conversationSid, at, by))
                .call(() -> directory.publishTombstone(connection, conversationSid));
    }

    private static Uni<Void> clear(SqlConnection connection, String conversationSid, Instant at, RemovedBy by) {
        return connection
                .preparedQuery(
                        """
                        update conversation
                           set removed_at = coalesce(removed_at, $2), removed_by = case when removed_by = 'twilio' then removed_by else $3 end,
                               unique_name = null, friendly_name = null, attributes = '{}', inquiry_id = null, directory = null,
                               state = 'active', state_at = null, created_at = null, updated_at = null, attributes_at = null, last_message_index = null
                         where sid = $1
                        """)
                .execute(Tuple.of(conversationSid, Times.toDatabase(at), by.text()))
                .replaceWithVoid();
    }

    /** Reverts a removal by the reconciler after the conversation was seen: its next check restores it. */
    public Uni<Void> revive(SqlConnection connection, String conversationSid) {
        return connection
                .preparedQuery(
                        """
                        with back as (update conversation set removed_at = null, removed_by = null
                                       where sid = $1 and removed_by = 'reconciler' returning sid)
                        insert into conversation_check (conversation_sid, check_after) select sid, now() from back
                        on conflict (conversation_sid) do update set check_after = now(), missing_since = null
                        """)
                .execute(Tuple.of(conversationSid))
                .replaceWithVoid();
    }
}
