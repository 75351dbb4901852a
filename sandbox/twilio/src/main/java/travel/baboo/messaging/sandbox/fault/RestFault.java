package travel.baboo.messaging.sandbox.fault;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fault of Twilio's REST API.
 *
 * @param method HTTP method it is limited to
 * @param path regular expression that must be found in the path
 * @param kind what happens instead of an answer
 * @param moment whether it happens before the request took effect or after; before unless said
 * @param status HTTP status for {@link Kind#STATUS}, 500 unless said
 * @param code Twilio's error code, derived from the status unless said
 * @param retryAfterSeconds sent as {@code Retry-After} when given
 * @param delay how long a latency lasts (1 s unless said), or how long a timed-out connection is held (60 s)
 */
public record RestFault(
        @Nullable String method,
        @Nullable String path,
        Kind kind,
        @Nullable Moment moment,
        @Nullable Integer status,
        @Nullable Integer code,
        @Nullable Integer retryAfterSeconds,
        @Nullable Duration delay,
        @Nullable Integer times,
        @Nullable Double probability)
        implements Fault {

    /** What the caller sees. */
    public enum Kind {
        STATUS,
        TIMEOUT,
        DISCONNECT,
        LATENCY
    }

    /** When it occurs. */
    public enum Moment {
        BEFORE,
        AFTER
    }

    public RestFault {
        if (kind == null) {
            throw new IllegalArgumentException("kind is one of status, timeout, disconnect, latency");
        }
        if (path != null) {
            Pattern.compile(path);
        }
        if (status != null && (status < 400 || status > 599)) {
            throw new IllegalArgumentException("status must be 400 to 599");
        }
        if (delay != null && delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative");
        }
    }

    public boolean matches(String requestMethod, String requestPath) {
        return (method == null || method.equalsIgnoreCase(requestMethod))
                && (path == null || Pattern.compile(path).matcher(requestPath).find());
    }

    public boolean occursAfterEffect() {
        return moment == Moment.AFTER;
    }

    public int statusOrDefault() {
        return Objects.requireNonNullElse(status, 500);
    }

    public int codeOrDefault() {
        return code != null ? code : 20000 + statusOrDefault();
    }

    public Duration delayOrDefault() {
        return delay != null ? delay : kind == Kind.LATENCY ? Duration.ofSeconds(1) : Duration.ofMinutes(1);
    }
}
