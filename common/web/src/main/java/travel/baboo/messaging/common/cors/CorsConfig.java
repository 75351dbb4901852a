package travel.baboo.messaging.common.cors;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Cross-origin requests. */
@ConfigMapping(prefix = "baboo.cors")
public interface CorsConfig {

    /** Origins of pages that may call {@code /api} ({@code API_ALLOWED_ORIGINS}); {@code *} for any; unset, none. */
    Optional<Set<String>> allowedOrigins();
}
