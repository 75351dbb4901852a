package travel.baboo.messaging.sandbox.twilio.conversations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which events of an account or service go where. Without a URL nothing is configured. */
public record WebhookConfiguration(
        @Nullable String preUrl, @Nullable String postUrl, List<String> filters, String method, String target) {

    static final WebhookConfiguration NONE = new WebhookConfiguration(null, null, List.of(), "POST", "webhook");

    public WebhookConfiguration {
        filters = List.copyOf(filters);
    }

    boolean isConfigured() {
        return preUrl != null || postUrl != null;
    }
}
