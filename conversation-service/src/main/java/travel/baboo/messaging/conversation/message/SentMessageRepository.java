package travel.baboo.messaging.conversation.message;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.twilio.TwilioConfig;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.twilio.Deadline;

/**
 * Remembers which idempotency key became which message, and who is sending under it.
 *
 * <p>A claim has an owner and an end, which is later than any call that begins under it can be under way. It is released only when
 * nothing was sent for sure. The database's clock decides.
 */
@Singleton
class SentMessageRepository {

    private static final String COLUMNS =
            """
            content_hash, client_id, conversation_sid, message_sid, message_index, created_at, unknown,
            lease_owner = $3 as mine, extract(epoch from leased_until - now())::float8 as left
            """;

    private final Pool pool;
    private final Duration life;
    private final Duration grace;

    SentMessageRepository(Pool pool, TwilioConfig twilio, MessageConfig config) {
        this.pool = pool;
        this.grace = config.grace();
        this.life = Deadline.START_WINDOW.plus(twilio.requestTimeout()).plus(grace);
    }

    /**
     * A key's record.
     *
     * @param clientId our own id in the message's attributes, by which it is found at Twilio
     * @param messageSid null while nobody knows whether it was sent
     * @param createdAt when the key was first used; its message is no older
     * @param mine whether this call may send under it
     * @param fresh whether this call made the record, so that nothing can have been sent under it
     * @param unknown whether an earlier call's effect may still appear
     * @param left how long nobody else may send under it
     */
    record Claim(
            String sender,
            String key,
            UUID owner,
            String contentHash,
            UUID clientId,
            String conversationSid,
            @Nullable String messageSid,
            @Nullable Long messageIndex,
            Instant createdAt,
            boolean mine,
            boolean fresh,
            boolean unknown,
            Duration left) {}

    /** What a scenario's key was first used for. */
    record Target(ConversationSid conversation, @Nullable String named) {}

    /** Where the key's message goes, if the key was used before. */
    Uni<Optional<Target>> findTarget(String sender, String key) {
        return pool.preparedQuery(
                        "select conversation_sid, target from sent_message where sender = $1 and idempotency_key = $2")
                .execute(Tuple.of(sender, key))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(target(rows.iterator().next())));
    }

    /** Claims the key for sending. The record is given as well when it is another's, or done. */
    Uni<Claim> claim(OutgoingMessage message, String key) {
        UUID owner = UUID.randomUUID();
        Tuple values = Tuple.tuple()
                .addString(message.sender())
                .addString(key)
                .addUUID(owner)
                .addString(message.contentHash())
                .addUUID(UUID.randomUUID())
                .addString(message.conversation().value())
                .addString(message.target())
                .addDouble((double) life.toMillis());
        return pool.preparedQuery(
                        """
                        insert into sent_message as s (sender, idempotency_key, lease_owner, content_hash, client_id, conversation_sid,
                                                       target, created_at, leased_until)
                        values ($1, $2, $3, $4, $5, $6, $7, now(), now() + $8 * interval '1 millisecond')
                        on conflict (sender, idempotency_key) do update
                           set lease_owner = excluded.lease_owner, leased_until = excluded.leased_until
                         where s.message_sid is null and s.content_hash = excluded.content_hash
                           and (s.leased_until is null or s.leased_until < now())
                        returning\s"""
                                + COLUMNS + ", (xmax = 0) as fresh")
                .execute(values)
                .chain(rows -> rows.size() == 1
                        ? Uni.createFrom().item(rows)
                        : pool.preparedQuery(
                                        "select " + COLUMNS
                                                + ", false as fresh from sent_message where sender = $1 and idempotency_key = $2")
                                .execute(Tuple.of(message.sender(), key, owner)))
                .map(rows -> claim(rows, message.sender(), key, owner));
    }

    /** The key's message exists, whichever attempt sent it. */
    Uni<Void> complete(Claim claim, SentMessage sent) {
        return pool.preparedQuery(
                        """
                        update sent_message set message_sid = $3, message_index = $4, leased_until = null, lease_owner = null, unknown = false
                         where sender = $1 and idempotency_key = $2 and message_sid is null
                        """)
                .execute(Tuple.of(claim.sender(), claim.key(), sent.sid().value(), sent.index()))
                .replaceWithVoid();
    }

    /** Another request may send at once: this one did not for sure. */
    Uni<Void> release(Claim claim) {
        return pool.preparedQuery(
                        """
                        update sent_message set leased_until = null, lease_owner = null, unknown = false
                         where sender = $1 and idempotency_key = $2 and lease_owner = $3 and message_sid is null
                        """)
                .execute(Tuple.of(claim.sender(), claim.key(), claim.owner()))
                .replaceWithVoid();
    }

    /** The message may still appear: nobody sends under the key for a while. */
    Uni<Void> keepUnknown(Claim claim) {
        return pool.preparedQuery(
                        """
                        update sent_message set unknown = true, leased_until = now() + $4 * interval '1 millisecond'
                         where sender = $1 and idempotency_key = $2 and lease_owner = $3 and message_sid is null
                        """)
                .execute(Tuple.of(claim.sender(), claim.key(), claim.owner(), (double) grace.toMillis()))
                .replaceWithVoid();
    }

    private static Target target(Row row) {
        return new Target(new ConversationSid(row.getString("conversation_sid")), row.getString("target"));
    }

    private static Claim claim(RowSet<Row> rows, String sender, String key, UUID owner) {
        Row row = rows.iterator().next();
        Double left = row.getDouble("left");
        return new Claim(
                sender,
                key,
                owner,
                row.getString("content_hash"),
                row.getUUID("client_id"),
                row.getString("conversation_sid"),
                row.getString("message_sid"),
                row.getLong("message_index"),
                Objects.requireNonNull(Times.fromDatabase(row.getOffsetDateTime("created_at"))),
                Boolean.TRUE.equals(row.getBoolean("mine")),
                row.getBoolean("fresh"),
                row.getBoolean("unknown"),
                left == null ? Duration.ZERO : Duration.ofMillis(Math.max(0, (long) (left * 1000))));
    }
}
