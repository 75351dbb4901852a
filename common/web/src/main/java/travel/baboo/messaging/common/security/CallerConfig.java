package travel.baboo.messaging.common.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** How the company's app JWT identifies people. */
@ConfigMapping(prefix = "baboo.caller")
public interface CallerConfig {

    /** Claims that may contain the identity; the first one present is used. */
    @WithDefault("email,sub")
    List<String> identityClaims();

    /** The claim with the display name; without it the identity is shown. */
    @WithDefault("name")
    String nameClaim();
}
