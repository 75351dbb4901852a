package travel.baboo.messaging.conversation.provision;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import travel.baboo.messaging.common.setting.Setting;

/**
 * Where Event Streams delivers, and what. User info in the URL is the login of the endpoint: it is never printed.
 *
 * @param destination the URL as Twilio gets it
 */
record StreamTarget(URI destination) {

    static final String PATH = "/api/webhooks/event-stream";
    static final String SETTING = "EVENT_STREAM_URL";

    /** Pinned: without it a subscription gets whatever version is the newest when it is made. */
    static final int SCHEMA_VERSION = 2;

    /** Every event type of Conversations but {@code delivery.updated}, which Twilio refuses as discontinued. */
    static final List<String> TYPES = List.of(
                    "conversation.added",
                    "conversation.updated",
                    "conversation.removed",
                    "conversation-state.updated",
                    "message.added",
                    "message.updated",
                    "message.removed",
                    "participant.added",
                    "participant.updated",
                    "participant.removed",
                    "user.added",
                    "user.updated")
            .stream()
            .map(type -> "com.twilio.conversations." + type)
            .toList();

    /**
     * The target of a setting or argument.
     *
     * @throws IllegalArgumentException if it is not an http or https URL; the message does not repeat it
     */
    static StreamTarget of(String url) {
        URI uri;
        try {
            uri = URI.create(Setting.clean(url));
        } catch (IllegalArgumentException notAUrl) {
            throw new IllegalArgumentException(SETTING + " is not a URL");
        }
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(SETTING
                    + " must be an http or https URL without a query or a fragment: Twilio appends its own query");
        }
        return new StreamTarget(uri);
    }

    /** The endpoint below the public origin. */
    static StreamTarget below(String publicBaseUrl) {
        return of(Setting.parse("PUBLIC_BASE_URL", publicBaseUrl, Setting::origin) + PATH);
    }

    /** The URL without its user info. */
    String shown() {
        return withoutUserInfo(destination);
    }

    /** What a sink is made of. {@code batch_events} is explicit, because its default has changed. */
    Map<String, Object> configuration() {
        return Map.of("destination", destination.toString(), "method", "POST", "batch_events", false);
    }

    /**
     * Whether a sink's configuration has this destination. Whether Twilio returns user info is not documented: what it leaves out or
     * masks is not compared.
     */
    boolean matches(Object configuration) {
        if (!(configuration instanceof Map<?, ?> values) || !(values.get("destination") instanceof String text)) {
            return false;
        }
        URI other;
        try {
            other = URI.create(text);
        } catch (IllegalArgumentException notAUrl) {
            return false;
        }
        String login = other.getRawUserInfo();
        boolean shown = login != null && login.indexOf('*') < 0;
        return withoutUserInfo(other).equals(shown())
                && (!shown || Objects.equals(login, destination.getRawUserInfo()));
    }

    private static String withoutUserInfo(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() == -1 ? "" : ":" + uri.getPort()) + path;
    }
}
