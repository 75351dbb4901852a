package travel.baboo.messaging.sandbox.twilio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import travel.baboo.messaging.sandbox.http.Json;

/** Ends a REST call with one of Twilio's errors. The factory methods are the errors that the sandbox knows. */
public final class TwilioException extends RuntimeException {

    private final int status;
    private final int code;

    public TwilioException(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public static TwilioException missing(String parameter) {
        return new TwilioException(400, 20001, "Missing required parameter " + parameter + " in the post body");
    }

    public static TwilioException invalid(String parameter) {
        return new TwilioException(400, 20001, "Invalid parameter " + parameter);
    }

    public static TwilioException notFound(String path) {
        return new TwilioException(404, 20404, "The requested resource " + path + " was not found");
    }

    public static TwilioException unauthenticated() {
        return new TwilioException(401, 20003, "Authenticate");
    }

    public static TwilioException badRequest(int code, String message) {
        return new TwilioException(400, code, message);
    }

    public static TwilioException conflict(int code, String message) {
        return new TwilioException(409, code, message);
    }

    public int status() {
        return status;
    }

    public int code() {
        return code;
    }

    /** Twilio's error body. */
    public ObjectNode body() {
        return Json.object()
                .put("code", code)
                .put("message", getMessage())
                .put("more_info", "https://www.twilio.com/docs/errors/" + code)
                .put("status", status);
    }
}
