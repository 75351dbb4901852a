package travel.baboo.messaging.conversation.message;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.conversation.database.OwnContext;
import travel.baboo.messaging.conversation.twilio.Deadline;

/**
 * Stores which idempotency key sent which message, and who holds the claim to send under it.
 *
 * <p>A claim expires later than any call that starts under it can take. It is released early only if nothing was sent for sure.
 * Uses the database's clock.
 */
@Singleton
@OwnContext
class SentMessageRepository implements PanacheRepositoryBase<SentMessageRecord, SentMessageRecord.Key> {

    private final Duration life;
    private final Duration grace;

    SentMessageRepository(TwilioConfig twilio, MessageConfig config) {
        this.grace = config.grace();
        this.life = Deadline.START_WINDOW.plus(twilio.requestTimeout()).plus(grace);
    }

    /**
     * The record of a key.
     *
     * @param mine whether this call holds the claim
     * @param fresh whether this call created the record, so that nothing can have been sent under the key
     */
    record Claim(SentMessageRecord record, boolean mine, boolean fresh) {}

    @WithTransaction
    Uni<Optional<SentMessageRecord>> load(String sender, String key) {
        return findById(new SentMessageRecord.Key(sender, key)).map(Optional::ofNullable);
    }

    /** Claims the key for sending. Returns the record also if another call holds the claim or the message exists. */
    @WithTransaction
    Uni<Claim> claim(OutgoingMessage message, String key) {
        UUID clientId = UUID.randomUUID();
        return getSession()
                .chain(session -> claim(session, message, key, clientId))
                .chain(mine -> mine.isPresent()
                        ? Uni.createFrom()
                                .item(new Claim(
                                        mine.get(), true, mine.get().clientId.equals(clientId)))
                        : findById(new SentMessageRecord.Key(message.sender(), key))
                                .map(theirs -> new Claim(theirs, false, false)));
    }

    private Uni<Optional<SentMessageRecord>> claim(
            Session session, OutgoingMessage message, String key, UUID clientId) {
        return session.createNativeQuery(
                        """
                        insert into sent_message as s (sender, idempotency_key, lease_owner, content_hash, client_id, conversation_sid,
                                                       target, created_at, leased_until)
                        values (:sender, :key, :owner, :hash, :client, :sid, :target, now(), now() + :life * interval '1 millisecond')
                        on conflict (sender, idempotency_key) do update
                           set lease_owner = excluded.lease_owner, leased_until = excluded.leased_until
                         where s.message_sid is null and s.content_hash = excluded.content_hash
                           and (s.leased_until is null or s.leased_until < now())
                        returning *
                        """,
                        SentMessageRecord.class)
                .setParameter("sender", message.sender())
                .setParameter("key", key)
                .setParameter("owner", UUID.randomUUID())
                .setParameter("hash", message.contentHash())
                .setParameter("client", clientId)
                .setParameter("sid", message.conversation().value())
                .setParameter("target", message.target())
                .setParameter("life", (double) life.toMillis())
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }

    /** Records the key's message, whichever attempt sent it. */
    @WithTransaction
    Uni<Void> complete(SentMessageRecord record, SentMessage sent) {
        return update(
                        """
                        messageSid = ?3, messageIndex = ?4, leasedUntil = null, leaseOwner = null, unknown = false
                         where id.sender = ?1 and id.idempotencyKey = ?2 and messageSid is null
                        """,
                        record.id.sender(),
                        record.id.idempotencyKey(),
                        sent.sid().value(),
                        sent.index())
                .replaceWithVoid();
    }

    /** Releases the claim: nothing was sent for sure. */
    @WithTransaction
    Uni<Void> release(SentMessageRecord claimed) {
        return update(
                        """
                        leasedUntil = null, leaseOwner = null, unknown = false
                         where id.sender = ?1 and id.idempotencyKey = ?2 and leaseOwner = ?3 and messageSid is null
                        """,
                        claimed.id.sender(),
                        claimed.id.idempotencyKey(),
                        claimed.leaseOwner)
                .replaceWithVoid();
    }

    /** Records that the message may still appear: nothing is sent under the key until the grace period ends. */
    @WithTransaction
    Uni<Void> keepUnknown(SentMessageRecord claimed) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                """
                                update sent_message set unknown = true, leased_until = now() + :grace * interval '1 millisecond'
                                 where sender = :sender and idempotency_key = :key and lease_owner = :owner and message_sid is null
                                """)
                        .setParameter("grace", (double) grace.toMillis())
                        .setParameter("sender", claimed.id.sender())
                        .setParameter("key", claimed.id.idempotencyKey())
                        .setParameter("owner", claimed.leaseOwner)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
