package travel.baboo.messaging.sandbox.control;

import travel.baboo.messaging.sandbox.http.ProblemException;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/** Errors of the sandbox's Twilio as problems of the control API. */
final class ControlProblems {

    private ControlProblems() {}

    static Throwable of(Throwable failure) {
        if (failure instanceof TwilioException twilio) {
            return new ProblemException(
                    twilio.status(), "Twilio error " + twilio.code(), String.valueOf(twilio.getMessage()));
        }
        if (failure instanceof IllegalArgumentException invalid) {
            return ProblemException.badRequest(String.valueOf(invalid.getMessage()));
        }
        return failure;
    }
}
