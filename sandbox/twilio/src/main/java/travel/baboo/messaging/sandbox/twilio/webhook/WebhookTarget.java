package travel.baboo.messaging.sandbox.twilio.webhook;

import java.util.Locale;

/**
 * Where a webhook goes.
 *
 * @param scope where it is configured: {@code account}, {@code service}, a conversation webhook's SID, or a message's SID
 * @param method GET or POST
 * @param retries how often a call is repeated after a time-out, 429, 503 or 504
 */
public record WebhookTarget(String scope, String url, String method, int retries) {

    /** Called once. */
    public WebhookTarget(String scope, String url, String method) {
        this(scope, url, method, 0);
    }

    public WebhookTarget {
        method = method.toUpperCase(Locale.ROOT);
        if (!method.equals("GET") && !method.equals("POST")) {
            throw new IllegalArgumentException("method must be GET or POST");
        }
    }
}
