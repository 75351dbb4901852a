package travel.baboo.messaging.conversation.listing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much a search may cost. */
@ConfigMapping(prefix = "baboo.conversation.search")
public interface SearchConfig {

    /** A search that takes longer is broken off: searches must not hold up the lists. */
    @WithDefault("3s")
    Duration longest();
}
