package travel.baboo.messaging.conversation.message;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.sid.MessageSid;

/** The result of an idempotency key, and the current claim to send under it. */
@Entity
@Table(name = "sent_message")
class SentMessageRecord {

    /** The caller's key. */
    @Embeddable
    record Key(String sender, String idempotencyKey) {}

    @EmbeddedId
    Key id;

    @Column(nullable = false)
    String contentHash;

    /** Our own id in the message's attributes, used to find it at Twilio. */
    @Column(nullable = false)
    UUID clientId;

    @Column(nullable = false)
    String conversationSid;

    /** Null while it is unknown whether it was sent. */
    @Nullable
    String messageSid;

    @Nullable
    Long messageIndex;

    /** When the key was first used; its message is no older. */
    @Column(nullable = false)
    Instant createdAt;

    @Nullable
    UUID leaseOwner;

    @Nullable
    Instant leasedUntil;

    /** Whether an earlier call may still take effect. */
    @Column(nullable = false)
    boolean unknown;

    /** The target that a scenario named instead of a conversation. */
    @Nullable
    String target;

    /** The key's message; null while it is unknown whether there is one. */
    @Nullable
    SentMessage sent() {
        return messageSid == null
                ? null
                : new SentMessage(
                        new ConversationSid(conversationSid), new MessageSid(messageSid), messageIndex, List.of());
    }
}
