package travel.baboo.messaging.conversation.contactdetail.review;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The stored mode of a conversation. */
@Entity
@Table(name = "contact_detail_setting")
class DetailSettingRecord {

    @Id
    String conversationSid;

    @Column(nullable = false)
    String mode;

    @Column(nullable = false)
    Instant changedAt;
}
