package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;

/**
 * An action on open sockets.
 *
 * @param identity whose; everybody's when absent
 * @param status of a {@link Kind#CLOSE}, 308 unless said
 * @param backOffMillis how long the SDK is asked to wait after a close
 */
public record SocketAction(
        Kind kind, @Nullable String identity, @Nullable Integer status, @Nullable Long backOffMillis) {

    /** The kinds of action. */
    public enum Kind {
        /** The connection breaks. */
        CUT,
        /** Twilio announces the end of the token. */
        ABOUT_TO_EXPIRE,
        /** Twilio closes because the token has ended. */
        EXPIRE,
        /** Twilio closes with a status of choice. */
        CLOSE
    }

    public SocketAction {
        if (kind == null) {
            throw new IllegalArgumentException("kind is one of cut, about_to_expire, expire, close");
        }
    }

    boolean matches(String candidate) {
        return identity == null || identity.equals(candidate);
    }

    int statusOrDefault() {
        return Objects.requireNonNullElse(status, 308);
    }

    @Nullable
    ObjectNode backOff() {
        return backOffMillis == null ? null : backOff(backOffMillis);
    }

    static ObjectNode backOff(long millis) {
        ObjectNode json = Json.object();
        json.putObject("backoff_policy").put("reconnect_min_ms", millis);
        return json;
    }
}
