package travel.baboo.messaging.conversation.twilio;

import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;

/** What is known of a changing call's effect when the call has failed. */
public final class TwilioEffects {

    private TwilioEffects() {}

    /** Whether nothing has happened at Twilio for sure: it refused, or it was never asked. */
    public static boolean isSurelyNone(Throwable failure) {
        return failure instanceof ProblemException
                || (failure instanceof TwilioException refusal
                        && refusal.kind().repeat() != TwilioErrorKind.Repeat.UNKNOWN_EFFECT);
    }
}
