package travel.baboo.messaging.conversation.twilio;

import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;

/** Whether a failed call may have had an effect at Twilio. */
public final class TwilioEffects {

    private TwilioEffects() {}

    /** Whether it surely had none: Twilio rejected the call, or it was never sent. */
    public static boolean isCertainlyNone(Throwable failure) {
        return failure instanceof ProblemException
                || (failure instanceof TwilioException refusal
                        && refusal.kind().repeat() != TwilioErrorKind.Repeat.UNKNOWN_EFFECT);
    }
}
