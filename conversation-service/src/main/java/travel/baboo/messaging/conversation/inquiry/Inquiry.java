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

/** An inquiry: what was asked for, by whom, how far it has come and who works on it. */
@Entity
@Table(name = "inquiry")
class Inquiry {

    @Id
    String id;

    /** Empty once it was erased. */
    @Column(nullable = false)
    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Object> content;

    /** Who asks, under one key for every spelling of an address. */
    @Nullable
    String person;

    /** Null until everything is set up. */
    @Nullable
    String conversationSid;

    @Column(nullable = false)
    String onConflict;

    /** The conversation of somebody else's making that it joins. */
    @Nullable
    String reusedSid;

    /** Who asked for it last. */
    @Nullable
    String requestedBy;

    @Nullable
    String requestedRole;

    @Column(nullable = false)
    Instant createdAt;

    @Nullable
    Instant completedAt;

    /** When its conversation was removed, and its content with it. */
    @Nullable
    Instant erasedAt;

    /** What the last attempt was at; null before the first. */
    @Nullable
    String step;

    /** Under this name somebody works on it. */
    @Nullable
    UUID leaseOwner;

    @Nullable
    Instant leasedUntil;

    /** All attempts. */
    @Column(nullable = false)
    int attempts;

    /** Those that nobody asked for. */
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
