package travel.baboo.messaging.conversation.erasure;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.directory.DirectoryService;
import travel.baboo.messaging.conversation.erasure.Subject.Kind;
import travel.baboo.messaging.conversation.removal.ConversationRemoval;
import travel.baboo.messaging.conversation.removal.RemovedBy;

/** Deletes or clears rows in our own tables. Each method is one transaction and returns the number of rows. */
@Singleton
class ErasedRows {

    /** Replaces an erased author: a late event must not restore the name. */
    private static final String NOBODY = "erased";

    private static final List<String> OF_IDENTITY = List.of(
            "delete from sent_message where sender = 'user:' || $1",
            "delete from member where identity = $1",
            "delete from unread_notice where identity = $1",
            "delete from member_focus where identity = $1",
            "update response_time set expert = null where expert = $1",
            "delete from contact_detail where author = $1",
            """
            delete from attention_outbox
             where payload::jsonb #>> '{notice,identity}' = $1 or payload::jsonb #>> '{undelivered,author}' = $1
                or payload::jsonb #>> '{contactDetails,author}' = $1
                or jsonb_path_exists(payload::jsonb, '$.*.experts[*] ? (@ == $identity)', jsonb_build_object('identity', $1::text))
            """,
            "update inquiry set requested_by = null, requested_role = null where requested_by = $1",
            """
            update inquiry set content = '{}', person = null, failure = null, erased_at = now(), leased_until = null, lease_owner = null
             where conversation_sid is null and erased_at is null
               and $1 in (content -> 'traveler' ->> 'identity', content -> 'expert' ->> 'identity')
            """);

    private static final List<String> OF_ADDRESS = List.of(
            "delete from phone_contact where address = $1",
            "delete from contact_detail where author = $1",
            "delete from attention_outbox where payload::jsonb #>> '{contactDetails,author}' = $1",
            """
            update inquiry set content = '{}', person = null, failure = null, erased_at = now(), leased_until = null, lease_owner = null
             where conversation_sid is null and erased_at is null and content -> 'traveler' ->> 'address' = $1
            """);

    private final Pool pool;
    private final ConversationRemoval removals;
    private final DirectoryService directory;
    private final Clock clock;

    ErasedRows(Pool pool, ConversationRemoval removals, DirectoryService directory, Clock clock) {
        this.pool = pool;
        this.removals = removals;
        this.directory = directory;
        this.clock = clock;
    }

    /** Marks a conversation as removed, whether or not it is known here: later events find it removed. */
    Uni<Long> conversation(String sid) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(
                        "insert into conversation (sid, last_activity_at) values ($1, 'epoch') on conflict (sid) do nothing")
                .execute(Tuple.of(sid))
                .chain(() -> lock(connection, sid))
                .chain(() -> removals.remove(connection, sid, clock.instant(), RemovedBy.TWILIO)));
    }

    /** Every transaction that writes into a conversation locks its row first, as the mirror does: otherwise both could wait for each other. */
    private static Uni<Void> lock(SqlConnection connection, String sid) {
        return connection
                .preparedQuery("select 1 from conversation where sid = $1 for no key update")
                .execute(Tuple.of(sid))
                .replaceWithVoid();
    }

    /** SIDs of the messages that an identity wrote in a conversation. */
    Uni<List<String>> messagesOf(String conversationSid, String identity) {
        return pool.preparedQuery(
                        "select sid from message where conversation_sid = $1 and author = $2 order by message_index")
                .execute(Tuple.of(conversationSid, identity))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("sid"))
                        .toList());
    }

    /** In the mirror's order, which locks a message before its task. */
    Uni<Long> message(String conversationSid, String sid) {
        return pool.withTransaction(connection -> lock(connection, conversationSid)
                .chain(() -> connection
                        .preparedQuery(
                                """
                                update message set author = $2, participant_sid = null, body = null, attributes = '{}', media = null,
                                                   label = null, channel_metadata = null, removed_at = coalesce(removed_at, now())
                                 where sid = $1
                                """)
                        .execute(Tuple.of(sid, NOBODY)))
                .chain(updated -> all(
                                connection,
                                List.of(
                                        "delete from contact_detail_task where message_sid = $1",
                                        "delete from contact_detail where message_sid = $1"),
                                Tuple.of(sid))
                        .map(deleted -> updated.rowCount() + deleted)));
    }

    /** The conversation's name without the expert's, if it contains it. */
    Uni<Optional<String>> nameWithout(String conversationSid, String identity) {
        return pool.preparedQuery(
                        """
                        select c.friendly_name, i.content -> 'expert' ->> 'name' as expert
                          from conversation c join inquiry i on i.conversation_sid = c.sid
                         where c.sid = $1 and i.content -> 'expert' ->> 'identity' = $2 and c.friendly_name is not null limit 1
                        """)
                .execute(Tuple.of(conversationSid, identity))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : nameWithout(rows.iterator().next()));
    }

    private static Optional<String> nameWithout(Row row) {
        String name = row.getString("friendly_name");
        String expert = row.getString("expert");
        return expert == null || expert.isBlank() || !name.contains(expert)
                ? Optional.empty()
                : Optional.of(name.replace(" - Expert " + expert, "").replace(expert, NOBODY));
    }

    /**
     * Removes a membership from a conversation that stays. An anonymous row remains, so that late events are ignored.
     *
     * @param participants SIDs of the memberships at Twilio; the mirror may not know all of them
     * @param name the conversation's name without the person's; null if it does not change
     */
    Uni<Long> membership(String conversationSid, String identity, List<String> participants, @Nullable String name) {
        return pool.withTransaction(connection -> lock(connection, conversationSid)
                .chain(() -> all(
                        connection,
                        List.of(
                                """
                                update participant set identity = null, attributes = '{}', erased = true, removed_at = coalesce(removed_at, now())
                                 where conversation_sid = $2 and identity = $1
                                """,
                                "delete from member where conversation_sid = $2 and identity = $1",
                                // A review under way loses its claim: it still knows the member.
                                """
                                update attention_review set owner = null, leased_until = null, revision = revision + 1, due_at = now()
                                 where conversation_sid = $2 and $1::text is not null
                                """,
                                "delete from unread_notice where conversation_sid = $2 and identity = $1",
                                "delete from member_focus where conversation_sid = $2 and identity = $1",
                                "update response_time set expert = null where conversation_sid = $2 and expert = $1",
                                """
                                update inquiry set content = content - 'expert'
                                 where conversation_sid = $2 and content -> 'expert' ->> 'identity' = $1
                                """),
                        Tuple.of(identity, conversationSid)))
                .call(() -> connection
                        .preparedQuery(
                                """
                                insert into participant (sid, conversation_sid, erased, removed_at, updated_at)
                                select gone.sid, c.sid, true, now(), now() from unnest($1::text[]) as gone (sid)
                                  join conversation c on c.sid = $2
                                on conflict do nothing
                                """)
                        .execute(Tuple.of(participants.toArray(String[]::new), conversationSid)))
                .call(() -> name == null
                        ? Uni.createFrom().voidItem()
                        : connection
                                .preparedQuery("update conversation set friendly_name = $2 where sid = $1")
                                .execute(Tuple.of(conversationSid, name))
                                .replaceWithVoid())
                .call(() -> directory.refresh(connection, List.of(conversationSid))));
    }

    /** Deletes what is left of a person after their conversations are gone. */
    Uni<Long> person(Subject subject) {
        if (subject.kind() == Kind.CONVERSATION) {
            return Uni.createFrom().item(0L);
        }
        return pool.withTransaction(connection ->
                all(connection, subject.kind() == Kind.IDENTITY ? OF_IDENTITY : OF_ADDRESS, Tuple.of(subject.value())));
    }

    private static Uni<Long> all(SqlConnection connection, List<String> statements, Tuple values) {
        return Multi.createFrom()
                .iterable(statements)
                .onItem()
                .transformToUniAndConcatenate(
                        sql -> connection.preparedQuery(sql).execute(values).map(result -> (long) result.rowCount()))
                .collect()
                .with(Collectors.summingLong(Long::longValue));
    }
}
