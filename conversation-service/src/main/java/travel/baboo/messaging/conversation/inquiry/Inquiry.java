package travel.baboo.messaging.conversation.inquiry;

import io.vertx.core.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An inquiry: its content, its requester, its progress and who works on it. */
@Entity
@Table(name = "inquiry")
class Inquiry {

    @Id
    String id;

    /** Empty after erasure. */
    @Column(nullable = false)
    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Object> content;

    /** The traveler, as one key for all spellings of an address. */
    @Nullable
    String person;

    /** Null until everything is set up. */
    @Nullable
    String conversationSid;

    @Column(nullable = false)
    String onConflict;

    /** The existing conversation that it joins. */
    @Nullable
    String reusedSid;

    /** The last caller who asked for it. */
    @Nullable
    String requestedBy;

    @Nullable
    String requestedRole;

    @Column(nullable = false)
    Instant createdAt;

    @Nullable
    Instant completedAt;

    /** When its conversation was removed and its content erased. */
    @Nullable
    Instant erasedAt;

    /** The step of the last attempt; null before the first. */
    @Nullable
    String step;

    /** The current holder of the claim. */
    @Nullable
    UUID leaseOwner;

    @Nullable
    Instant leasedUntil;

    /** All attempts. */
    @Column(nullable = false)
    int attempts;

    /** Attempts by the service itself. */
    @Column(nullable = false)
    int ownAttempts;

    @Nullable
    Instant nextAttemptAt;

    /** The type of the last attempt's problem. */
    @Nullable
    String failure;

    JsonObject content() {
        return new JsonObject(content);
    }

    Requester requester() {
        return Requester.of(requestedBy, requestedRole);
    }

    boolean mayReuse() {
        return OnConflict.of(onConflict) == OnConflict.REUSE;
    }

    boolean joined() {
        return reusedSid != null && reusedSid.equals(conversationSid);
    }
}
