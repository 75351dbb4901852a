package travel.baboo.messaging.common.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import travel.baboo.messaging.common.setting.CleanText;

/** The Twilio account and how to reach it. Credentials use the environment names of Twilio's documentation. */
@ConfigMapping(prefix = "baboo.twilio")
public interface TwilioConfig {

    /** The default name of our Conversations service. */
    String DEFAULT_SERVICE_NAME = "Baboo Messaging";

    /** The account, {@code AC…} ({@code TWILIO_ACCOUNT_SID}). */
    @WithConverter(CleanText.class)
    String accountSid();

    /** The account's primary auth token ({@code TWILIO_AUTH_TOKEN}). Verifies webhooks; authenticates calls if no API key is set. */
    @WithConverter(CleanText.class)
    Optional<String> authToken();

    /** An API key, {@code SK…} ({@code TWILIO_API_KEY}). */
    @WithConverter(CleanText.class)
    Optional<String> apiKey();

    /** The API key's secret ({@code TWILIO_API_SECRET}). */
    @WithConverter(CleanText.class)
    Optional<String> apiSecret();

    /** The Conversations service, {@code IS…} ({@code TWILIO_CONVERSATIONS_SERVICE_SID}). */
    @WithConverter(CleanText.class)
    Optional<String> conversationsServiceSid();

    /** The Conversations service's name, by which provisioning finds it if no SID is set. */
    @WithDefault(DEFAULT_SERVICE_NAME)
    String conversationsServiceName();

    /** The messaging service that sends plain SMS, {@code MG…} ({@code TWILIO_MESSAGING_SERVICE_SID}). */
    @WithConverter(CleanText.class)
    Optional<String> messagingServiceSid();

    /** Our own number in E.164 ({@code TWILIO_PHONE_NUMBER}): the proxy address of travelers on SMS. */
    @WithConverter(CleanText.class)
    Optional<String> phoneNumber();

    /** A region such as {@code ie1} ({@code TWILIO_REGION}). */
    @WithConverter(CleanText.class)
    Optional<String> region();

    /** An edge such as {@code dublin} ({@code TWILIO_EDGE}). */
    @WithConverter(CleanText.class)
    Optional<String> edge();

    /** Origin for all calls instead of Twilio's ({@code TWILIO_ORIGIN}): the sandbox, or a proxy. */
    Optional<URI> origin();

    /** Timeout for connecting. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** Timeout of a call, including connecting. */
    @WithDefault("15s")
    Duration requestTimeout();
}
