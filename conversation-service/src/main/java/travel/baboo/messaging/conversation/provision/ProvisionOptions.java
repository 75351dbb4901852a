package travel.baboo.messaging.conversation.provision;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the command.
 *
 * @param dryRun report only, change nothing
 * @param eventStream set up Event Streams
 * @param eventStreamUrl its URL; null for the setting, or the endpoint below the public origin
 * @param remove remove Event Streams instead
 * @param webhookRetries Twilio's retries of a webhook; empty to leave them
 */
record ProvisionOptions(
        boolean dryRun,
        boolean eventStream,
        @Nullable String eventStreamUrl,
        boolean remove,
        OptionalInt webhookRetries) {

    static final String USAGE =
            """
            usage: provision [--dry-run] [--event-stream [<public URL>] [--remove]] [--webhook-retries <n>]
              --dry-run              report only, change nothing
              --event-stream         set up Twilio Event Streams as a second way for events: one sink, one subscription. The URL is the
                                     argument, else EVENT_STREAM_URL, else PUBLIC_BASE_URL/api/webhooks/event-stream. A URL with user
                                     info belongs into EVENT_STREAM_URL, not into an argument, which other processes can see.
              --remove               remove its sinks and subscriptions instead
              --webhook-retries <n>  how often Twilio repeats a webhook after a timeout, 429, 503 or 504 (Chat v2, PostWebhookRetryCount).
                                     Off without this option. Whether it reaches Conversations is to be seen on a live account.""";

    /** @throws IllegalArgumentException if an argument is unknown or lacks its value */
    static ProvisionOptions parse(List<String> arguments) {
        boolean dryRun = false;
        boolean eventStream = false;
        @Nullable String url = null;
        boolean remove = false;
        OptionalInt retries = OptionalInt.empty();
        for (int i = 0; i < arguments.size(); i++) {
            boolean valued = i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--");
            switch (arguments.get(i)) {
                case "--dry-run" -> dryRun = true;
                case "--remove" -> remove = true;
                case "--event-stream" -> {
                    eventStream = true;
                    url = valued ? arguments.get(++i) : null;
                }
                case "--webhook-retries" -> retries = OptionalInt.of(number(valued ? arguments.get(++i) : ""));
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        if (remove && !eventStream) {
            throw new IllegalArgumentException(USAGE);
        }
        return new ProvisionOptions(dryRun, eventStream, url, remove, retries);
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,2}")) {
            throw new IllegalArgumentException(USAGE);
        }
        return Integer.parseInt(text);
    }
}
