package travel.baboo.messaging.conversation.message;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.database.Times;

/** Remembers which idempotency key became which message. */
@Singleton
class SentMessageRepository {

    /** Longer than any call to Twilio may take. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Pool pool;
    private final Clock clock;

    SentMessageRepository(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * A key's record.
     *
     * @param clientId our own id in the message's attributes, by which it is found at Twilio
     * @param messageSid null while nobody knows whether it was sent
     * @param fresh whether this very call made the record
     */
    record Claim(
            String contentHash,
            UUID clientId,
            @Nullable String messageSid,
            @Nullable Long messageIndex,
            boolean fresh) {}

    /** Claims the key for sending; empty while another request is sending under it. */
    Uni<Optional<Claim>> claim(OutgoingMessage message, String key) {
        Instant now = clock.instant();
        Tuple values = Tuple.tuple()
                .addString(message.sender())
                .addString(key)
                .addString(message.contentHash())
                .addUUID(UUID.randomUUID())
                .addString(message.conversation().value())
                .addOffsetDateTime(Times.toDatabase(now))
                .addOffsetDateTime(Times.toDatabase(now.plus(LEASE)));
        return pool.preparedQuery(
                        """
                        insert into sent_message as s (sender, idempotency_key, content_hash, client_id, conversation_sid,
                                                       created_at, leased_until)
                        values ($1, $2, $3, $4, $5, $6, $7)
                        on conflict (sender, idempotency_key) do update
                           set leased_until = case when s.message_sid is null and s.content_hash = $3 then $7
                                                   else s.leased_until end
                         where s.message_sid is not null or s.content_hash <> $3 or s.leased_until < $6
                        returning content_hash, client_id, message_sid, message_index, (xmax = 0) as fresh
                        """)
                .execute(values)
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(claim(rows.iterator().next())));
    }

    /** The key's message is there. */
    Uni<Void> complete(OutgoingMessage message, String key, SentMessage sent) {
        return pool.preparedQuery(
                        """
                        update sent_message set message_sid = $3, message_index = $4, leased_until = null
                         where sender = $1 and idempotency_key = $2
                        """)
                .execute(Tuple.of(message.sender(), key, sent.sid().value(), sent.index()))
                .replaceWithVoid();
    }

    /** Another request may try at once: this one surely did not send. */
    Uni<Void> release(OutgoingMessage message, String key) {
        return pool.preparedQuery(
                        """
                        update sent_message set leased_until = $3
                         where sender = $1 and idempotency_key = $2 and message_sid is null
                        """)
                .execute(Tuple.of(message.sender(), key, Times.toDatabase(Instant.EPOCH)))
                .replaceWithVoid();
    }

    private static Claim claim(Row row) {
        return new Claim(
                row.getString("content_hash"),
                row.getUUID("client_id"),
                row.getString("message_sid"),
                row.getLong("message_index"),
                row.getBoolean("fresh"));
    }
}
