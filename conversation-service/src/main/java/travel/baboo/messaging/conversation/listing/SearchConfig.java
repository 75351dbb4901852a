package travel.baboo.messaging.conversation.listing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits for searches. */
@ConfigMapping(prefix = "baboo.conversation.search")
public interface SearchConfig {

    /** Searches that take longer are canceled, so that they do not hold up the lists. */
    @WithDefault("3s")
    Duration longest();
}
