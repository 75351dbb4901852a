package travel.baboo.messaging.common.twilio;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call to Twilio failed. The message holds codes only: Twilio's own words quote phone numbers and are kept apart, in
 * {@link #twilioMessage()}, for code that must read them.
 */
public final class TwilioException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final TwilioErrorKind kind;
    private final int status;
    private final int code;
    private final @Nullable String twilioMessage;
    private final @Nullable Duration retryAfter;

    /**
     * @param status the HTTP status; 0 when there was no answer
     * @param code Twilio's error code; 0 when there was none
     * @param retryAfter how long Twilio asked us to wait
     */
    public TwilioException(
            TwilioErrorKind kind,
            int status,
            int code,
            @Nullable String twilioMessage,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super("Twilio call failed: " + kind + " (status " + status + ", code " + code + ")", cause);
        this.kind = kind;
        this.status = status;
        this.code = code;
        this.twilioMessage = twilioMessage;
        this.retryAfter = retryAfter;
    }

    public TwilioErrorKind kind() {
        return kind;
    }

    /** Whether a failure is Twilio's, of that kind. */
    public static boolean is(Throwable failure, TwilioErrorKind kind) {
        return failure instanceof TwilioException refusal && refusal.is(kind);
    }

    public boolean is(TwilioErrorKind kind) {
        return this.kind == kind;
    }

    public int status() {
        return status;
    }

    public int code() {
        return code;
    }

    /** Twilio's own words. May quote addresses: never log or show them. */
    public Optional<String> twilioMessage() {
        return Optional.ofNullable(twilioMessage);
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
