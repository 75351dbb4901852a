package travel.baboo.messaging.ingest.webhook;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.ingest.signature.SignatureConfig;

/** The endpoint's settings without the framework. */
final class StreamSettings {

    static final String ACCOUNT = "AC00000000000000000000000000000001";
    static final String TOKEN = "token";
    static final String ORIGIN = "https://api.example.com";

    private StreamSettings() {}

    /** @param more settings beside account, auth token and address, or in their place */
    static StreamVerifier verifier(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "baboo.twilio.account-sid", ACCOUNT,
                "baboo.twilio.auth-token", TOKEN,
                "baboo.ingest.signature.public-base-urls", ORIGIN));
        all.putAll(more);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(SignatureConfig.class)
                .withMapping(TwilioConfig.class)
                .withMapping(StreamConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
        return new StreamVerifier(
                config.getConfigMapping(SignatureConfig.class),
                config.getConfigMapping(TwilioConfig.class),
                config.getConfigMapping(StreamConfig.class));
    }
}
