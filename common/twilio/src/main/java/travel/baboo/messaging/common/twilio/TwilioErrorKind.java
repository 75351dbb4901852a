package travel.baboo.messaging.common.twilio;

import java.util.Map;

/**
 * The kinds of failures of calls to Twilio that we distinguish.
 *
 * <p>Source: Twilio's error dictionary, and what is documented for Conversations and Programmable Messaging.
 */
public enum TwilioErrorKind {
    NOT_AUTHENTICATED(Repeat.NEVER),
    NOT_FOUND(Repeat.NEVER),
    INVALID(Repeat.NEVER),
    NAME_TAKEN(Repeat.NEVER),
    ALREADY_PARTICIPANT(Repeat.NEVER),
    ADDRESS_BOUND(Repeat.NEVER),
    CONVERSATION_CLOSED(Repeat.NEVER),
    LIMIT_REACHED(Repeat.NEVER),
    NOT_A_MEMBER(Repeat.NEVER),
    /** The person cannot be reached: a wrong number, a landline, a trial account's limits. */
    RECIPIENT_UNREACHABLE(Repeat.NEVER),
    OPTED_OUT(Repeat.NEVER),
    WRONG_SENDER(Repeat.NEVER),
    WHATSAPP_WINDOW_CLOSED(Repeat.NEVER),
    CONTENT_REFUSED(Repeat.NEVER),
    /** 30 quick replies between two numbers: two bots answer each other. */
    LOOP(Repeat.NEVER),
    RATE_LIMITED(Repeat.LATER),
    QUEUE_FULL(Repeat.LATER),
    HANDSET_OFF(Repeat.LATER),
    /** No connection: nothing was sent. */
    UNREACHABLE(Repeat.LATER),
    /** A 5xx: the call may have had an effect. */
    SERVER_ERROR(Repeat.UNKNOWN_EFFECT),
    /** No response in time, or the connection broke: the call may have had an effect. */
    TIMED_OUT(Repeat.UNKNOWN_EFFECT);

    /** Whether a failed call may be retried. */
    public enum Repeat {
        /** The same call fails again. */
        NEVER,
        /** Nothing happened at Twilio; the same call may succeed later. */
        LATER,
        /** It may have had an effect: check before a creating call is retried. */
        UNKNOWN_EFFECT
    }

    private static final Map<Integer, TwilioErrorKind> BY_CODE = Map.ofEntries(
            Map.entry(20003, NOT_AUTHENTICATED),
            Map.entry(20404, NOT_FOUND),
            Map.entry(20429, RATE_LIMITED),
            Map.entry(50353, NAME_TAKEN),
            Map.entry(50201, NAME_TAKEN),
            Map.entry(50433, ALREADY_PARTICIPANT),
            Map.entry(50416, ADDRESS_BOUND),
            Map.entry(50377, CONVERSATION_CLOSED),
            Map.entry(50417, LIMIT_REACHED),
            Map.entry(50422, LIMIT_REACHED),
            Map.entry(50430, NOT_A_MEMBER),
            Map.entry(50432, NOT_FOUND),
            Map.entry(21211, RECIPIENT_UNREACHABLE),
            Map.entry(21614, RECIPIENT_UNREACHABLE),
            Map.entry(21635, RECIPIENT_UNREACHABLE),
            Map.entry(21608, RECIPIENT_UNREACHABLE),
            Map.entry(21610, OPTED_OUT),
            Map.entry(63014, OPTED_OUT),
            Map.entry(21606, WRONG_SENDER),
            Map.entry(63016, WHATSAPP_WINDOW_CLOSED),
            Map.entry(63021, CONTENT_REFUSED),
            Map.entry(14107, LOOP),
            Map.entry(21611, QUEUE_FULL),
            Map.entry(30001, QUEUE_FULL),
            // "US A2P 10DLC - Rate limits exceeded" and "Rate limit exceeded for Channel": the same text may succeed
            // later.
            Map.entry(30022, RATE_LIMITED),
            Map.entry(63018, RATE_LIMITED),
            Map.entry(30003, HANDSET_OFF));

    private final Repeat repeat;

    TwilioErrorKind(Repeat repeat) {
        this.repeat = repeat;
    }

    public Repeat repeat() {
        return repeat;
    }

    /**
     * The kind of an error response.
     *
     * @param status the HTTP status, 400 or above
     * @param code Twilio's error code, 0 if there was none
     */
    public static TwilioErrorKind of(int status, int code) {
        if (status >= 500) {
            return SERVER_ERROR;
        }
        TwilioErrorKind known = BY_CODE.get(code);
        if (known != null) {
            return known;
        }
        return switch (status) {
            case 401, 403 -> NOT_AUTHENTICATED;
            case 404 -> NOT_FOUND;
            case 429 -> RATE_LIMITED;
            default -> INVALID;
        };
    }
}
