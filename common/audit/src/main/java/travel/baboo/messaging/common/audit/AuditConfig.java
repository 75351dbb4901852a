package travel.baboo.messaging.common.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The audit of what admins change. */
@ConfigMapping(prefix = "baboo.audit")
public interface AuditConfig {

    /** Retention of entries. */
    @WithDefault("400d")
    Duration retention();

    /** How often expired entries are deleted. */
    @WithDefault("1h")
    Duration interval();

    /** Maximum wait for an entry to be written; then the operation is refused. */
    @WithDefault("5s")
    Duration timeout();
}
