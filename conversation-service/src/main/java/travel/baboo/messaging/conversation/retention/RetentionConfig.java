package travel.baboo.messaging.conversation.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long is kept what is not needed any more. What is kept of a conversation stays as long as the conversation does. */
@ConfigMapping(prefix = "baboo.conversation.retention")
public interface RetentionConfig {

    /** Which idempotency key became which message: so long may a call be repeated. */
    @WithDefault("30d")
    Duration sentMessages();

    /** What an inquiry said, from when its conversation was closed; unset, as long as the conversation is kept. */
    Optional<Duration> inquiries();

    /** Reconciler's runs that are finished. */
    @WithDefault("90d")
    Duration runs();

    /** Receipts of erasures. */
    @WithDefault("1095d")
    Duration receipts();

    /** How often is looked for what may go. */
    @WithDefault("1h")
    Duration interval();
}
