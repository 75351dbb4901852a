package travel.baboo.messaging.sandbox.twilio.webhook;

import java.util.Locale;

/**
 * Where a webhook goes.
 *
 * @param scope where it is configured: {@code account}, {@code service}, a conversation webhook's SID, or a message's SID
 * @param method GET or POST
 */
public record WebhookTarget(String scope, String url, String method) {

    public WebhookTarget {
        method = method.toUpperCase(Locale.ROOT);
        if (!method.equals("GET") && !method.equals("POST")) {
            throw new IllegalArgumentException("method must be GET or POST");
        }
    }
}
