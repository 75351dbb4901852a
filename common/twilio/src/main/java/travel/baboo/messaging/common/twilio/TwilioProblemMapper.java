package travel.baboo.messaging.common.twilio;

import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.Problem;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.web.ProblemMappers;

/** Maps Twilio's errors to problems in our own words, because Twilio's may contain phone numbers. */
public final class TwilioProblemMapper {

    private static final Logger LOG = Logger.getLogger(TwilioProblemMapper.class);

    private final ProblemMappers problems = new ProblemMappers();

    @ServerExceptionMapper
    public RestResponse<Problem> twilio(TwilioException exception) {
        ProblemException problem = toProblem(exception);
        if (problem.type().status() >= 500) {
            LOG.warnf(
                    "twilioStatus=%d twilioCode=%d kind=%s A call to Twilio failed",
                    exception.status(), exception.code(), exception.kind());
        }
        return problems.problem(problem);
    }

    /** The problem for a failed call. */
    public static ProblemException toProblem(TwilioException exception) {
        Duration wait = exception.retryAfter().orElse(Duration.ofSeconds(1));
        return switch (exception.kind()) {
            case NOT_FOUND -> of(exception, ProblemType.NOT_FOUND, "Twilio does not know it.", null);
            case CONVERSATION_CLOSED ->
                of(exception, ProblemType.CONVERSATION_CLOSED, "A closed conversation takes no change.", null);
            case NAME_TAKEN, ALREADY_PARTICIPANT -> of(exception, ProblemType.CONFLICT, "Twilio has it already.", null);
            case ADDRESS_BOUND ->
                of(exception, ProblemType.ADDRESS_IN_USE, "The address is bound in another open conversation.", null);
            case LIMIT_REACHED -> of(exception, ProblemType.CONFLICT, "A limit of Twilio is reached.", null);
            case INVALID, CONTENT_REFUSED, RECIPIENT_UNREACHABLE, WRONG_SENDER, NOT_A_MEMBER ->
                of(exception, ProblemType.INVALID_REQUEST, "Twilio refuses the values given.", null);
            case OPTED_OUT -> of(exception, ProblemType.CONFLICT, "The person has opted out.", null);
            case WHATSAPP_WINDOW_CLOSED ->
                of(
                        exception,
                        ProblemType.CONFLICT,
                        "WhatsApp takes only templates 24 hours after the last answer.",
                        null);
            case RATE_LIMITED, QUEUE_FULL, HANDSET_OFF, LOOP ->
                of(exception, ProblemType.TOO_MANY_REQUESTS, "Twilio asks us to slow down.", wait);
            case NOT_AUTHENTICATED ->
                of(exception, ProblemType.TWILIO_FAILED, "Twilio does not accept our credentials.", null);
            case SERVER_ERROR ->
                of(exception, ProblemType.TWILIO_FAILED, "Twilio failed; the effect is unknown.", wait);
            case UNREACHABLE -> of(exception, ProblemType.UNAVAILABLE, "Twilio cannot be reached.", wait);
            case TIMED_OUT ->
                of(exception, ProblemType.TWILIO_TIMED_OUT, "Twilio did not answer; the effect is unknown.", wait);
        };
    }

    private static ProblemException of(
            TwilioException exception, ProblemType type, String detail, @Nullable Duration retry) {
        return new ProblemException(type, detail, Map.of("twilioCode", exception.code()), retry);
    }
}
