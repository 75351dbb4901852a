package travel.baboo.messaging.common.problem;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;

/**
 * All error types of the services: the closed catalog of {@link Problem}.
 *
 * <p>The {@code type} is a stable URN that clients may depend on. Titles may change, types may not.
 */
public enum ProblemType {
    INVALID_REQUEST(400, "The request is not valid"),
    UNAUTHENTICATED(401, "Nobody is logged in, or the login has expired"),
    FORBIDDEN(403, "The caller may not do this"),
    NOT_FOUND(404, "There is no such thing here"),
    METHOD_NOT_ALLOWED(405, "The method is not supported here"),
    NOT_ACCEPTABLE(406, "The wanted representation is not available"),
    CONFLICT(409, "The request does not fit the present state"),
    CONVERSATION_CLOSED(409, "The conversation is closed for good"),
    ADDRESS_IN_USE(409, "The traveler's address is bound in another open conversation"),
    INQUIRY_DIFFERS(409, "The inquiry exists with other content"),
    PRECONDITION_FAILED(412, "It has changed since the caller read it"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not supported"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used with other content"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL(500, "Something went wrong here"),
    TWILIO_FAILED(502, "Twilio refused or failed"),
    UNAVAILABLE(503, "A part that is needed is away"),
    TWILIO_TIMED_OUT(504, "Twilio did not answer in time");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The member {@code type}: {@code urn:baboo:messaging:problem:} and the name in kebab-case. */
    public URI type() {
        return URI.create(
                "urn:baboo:messaging:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The generic type for an HTTP status set by the framework. */
    public static ProblemType ofStatus(int status) {
        return Arrays.stream(values())
                .filter(type -> type.status == status)
                .findFirst()
                .orElse(status >= 500 ? INTERNAL : INVALID_REQUEST);
    }
}
