package travel.baboo.messaging.common.twilio;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failed call to Twilio. The message contains codes only: Twilio's text may contain phone numbers.
 */
public final class TwilioException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final TwilioErrorKind kind;
    private final int status;
    private final int code;
    private final @Nullable Duration retryAfter;

    /**
     * @param status the HTTP status; 0 without a response
     * @param code Twilio's error code; 0 if there was none
     * @param retryAfter how long Twilio asked us to wait
     */
    public TwilioException(
            TwilioErrorKind kind, int status, int code, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super("Twilio call failed: " + kind + " (status " + status + ", code " + code + ")", cause);
        this.kind = kind;
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public TwilioErrorKind kind() {
        return kind;
    }

    /** Whether a failure is a {@link TwilioException} of one of these kinds. */
    public static boolean is(Throwable failure, TwilioErrorKind... kinds) {
        return failure instanceof TwilioException refusal && List.of(kinds).contains(refusal.kind);
    }

    public int status() {
        return status;
    }

    public int code() {
        return code;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
