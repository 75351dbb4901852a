package travel.baboo.messaging.conversation.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Retention periods of data besides conversations, which are kept until they are erased. */
@ConfigMapping(prefix = "baboo.conversation.retention")
public interface RetentionConfig {

    /** Idempotency keys of sent messages: how long a request may be retried with the same key. */
    @WithDefault("30d")
    Duration sentMessages();

    /** Content of inquiries, from the closing of their conversation; unset, as long as the conversation is kept. */
    Optional<Duration> inquiries();

    /** Finished reconciler runs. */
    @WithDefault("90d")
    Duration runs();

    /** Receipts of erasures. */
    @WithDefault("1095d")
    Duration receipts();

    /** Waits that ended, which the reports on response times count. */
    @WithDefault("400d")
    Duration responseTimes();

    /** Contact details found in messages, and the original texts of messages in which they are hidden. */
    @WithDefault("180d")
    Duration contactDetails();

    /** How often expired data is deleted. */
    @WithDefault("1h")
    Duration interval();
}
