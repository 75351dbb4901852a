package travel.baboo.messaging.ingest.webhook;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** What the door takes. */
@ConfigMapping(prefix = "baboo.ingest.webhook")
public interface WebhookConfig {

    /** The largest body; larger ones are answered 413. Twilio's own are far smaller. At most 512 KiB. */
    @WithDefault("256K")
    @WithConverter(MemorySizeConverter.class)
    MemorySize maxBodySize();
}
