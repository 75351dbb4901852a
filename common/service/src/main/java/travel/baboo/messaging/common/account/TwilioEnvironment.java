package travel.baboo.messaging.common.account;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import travel.baboo.messaging.common.setting.Setting;

/**
 * The Twilio settings from the environment, for commands that run without the framework.
 *
 * @param variables the process's environment
 */
public record TwilioEnvironment(Map<String, String> variables) implements TwilioConfig {

    public TwilioEnvironment {
        variables = Map.copyOf(variables);
    }

    @Override
    public String accountSid() {
        return find("TWILIO_ACCOUNT_SID").orElseThrow(() -> new IllegalStateException("Set TWILIO_ACCOUNT_SID."));
    }

    @Override
    public Optional<String> authToken() {
        return find("TWILIO_AUTH_TOKEN");
    }

    @Override
    public Optional<String> apiKey() {
        return find("TWILIO_API_KEY");
    }

    @Override
    public Optional<String> apiSecret() {
        return find("TWILIO_API_SECRET");
    }

    @Override
    public Optional<String> conversationsServiceSid() {
        return find("TWILIO_CONVERSATIONS_SERVICE_SID");
    }

    @Override
    public String conversationsServiceName() {
        return find("BABOO_TWILIO_CONVERSATIONS_SERVICE_NAME").orElse(DEFAULT_SERVICE_NAME);
    }

    @Override
    public Optional<String> messagingServiceSid() {
        return find("TWILIO_MESSAGING_SERVICE_SID");
    }

    @Override
    public Optional<String> phoneNumber() {
        return find("TWILIO_PHONE_NUMBER");
    }

    @Override
    public Optional<String> region() {
        return find("TWILIO_REGION");
    }

    @Override
    public Optional<String> edge() {
        return find("TWILIO_EDGE");
    }

    @Override
    public Optional<URI> origin() {
        return find("TWILIO_ORIGIN").map(URI::create);
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(3);
    }

    @Override
    public Duration requestTimeout() {
        return Duration.ofSeconds(15);
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(variables.get(name)).map(Setting::clean).filter(value -> !value.isEmpty());
    }
}
