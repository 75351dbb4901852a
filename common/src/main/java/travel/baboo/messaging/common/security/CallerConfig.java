package travel.baboo.messaging.common.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** How the company's app JWT names people. */
@ConfigMapping(prefix = "baboo.caller")
public interface CallerConfig {

    /** Claims that may hold the identity; the first that is there counts. */
    @WithDefault("email,sub")
    List<String> identityClaims();

    /** The claim with the display name; without it people see the identity. */
    @WithDefault("name")
    String nameClaim();
}
