package travel.baboo.messaging.conversation.attention.arrival;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import travel.baboo.messaging.conversation.attention.clock.Author;

/**
 * Decides which messages that did not arrive by WhatsApp are sent another way. A message gets at most one fallback, which gets none itself.
 *
 * @param way how they are sent
 * @param errorCodes Twilio's error codes that cause it. Source: twilio.com/docs/api/errors/63003 (such as an unregistered WhatsApp number) and
 *     twilio.com/docs/whatsapp/api/error-code-mapping
 * @param maxAge maximum age of a message
 */
public record FallbackPolicy(Way way, Set<Integer> errorCodes, Duration maxAge) {

    /** The only failure that a template avoids: WhatsApp takes templates outside its window, but not to numbers without WhatsApp. */
    private static final int WINDOW_CLOSED = 63016;

    /** How a text is sent that did not arrive by WhatsApp. */
    public enum Way {
        /** Not at all. */
        NONE,
        /** As an SMS to the same number. */
        SMS,
        /** As an approved template of WhatsApp. */
        TEMPLATE
    }

    public FallbackPolicy {
        errorCodes = Set.copyOf(errorCodes);
    }

    /** Whether the text of this message is sent another way. Automatic messages are not: nobody waits for them. */
    public boolean applies(ArrivalFacts facts, Failure failure, Instant now) {
        Phone phone = facts.phone();
        Integer code = failure.errorCode();
        return way != Way.NONE
                && phone != null
                && phone.whatsApp()
                && phone.optedOutAt() == null
                && !facts.closed()
                && code != null
                && errorCodes.contains(code)
                && (way == Way.SMS || code == WINDOW_CLOSED)
                && failure.author() != Author.SYSTEM
                && failure.at().plus(maxAge).isAfter(now);
    }
}
