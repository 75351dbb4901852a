package travel.baboo.messaging.conversation.attention.setting;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The stored settings of a conversation; null for the default. */
@Entity
@Table(name = "conversation_attention")
class AttentionRecord {

    @Id
    String conversationSid;

    @Nullable
    Boolean notices;

    @Nullable
    Boolean clock;

    @Nullable
    String tag;

    @Column(nullable = false)
    Instant changedAt;

    AttentionSetting setting() {
        return new AttentionSetting(notices, clock, tag);
    }
}
