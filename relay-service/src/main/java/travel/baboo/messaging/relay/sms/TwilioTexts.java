package travel.baboo.messaging.relay.sms;

import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import travel.baboo.messaging.common.twilio.TwilioConfig;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.common.twilio.TwilioHttpClient;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.relay.destination.Outcome.Health;
import travel.baboo.messaging.relay.destination.Outcome.Verdict;

/** One call of Twilio's Messages API, and what its answers mean. */
final class TwilioTexts {

    private static final String STATUS_PATH = "/api/webhooks/message-status";
    private static final String TEMPLATE_VARIABLE = "1";
    private static final int CREATED = 201;

    private final TwilioRestClient client;
    private final TwilioConfig twilio;
    private final Optional<URI> statusCallback;

    TwilioTexts(TwilioRestClient client, TwilioConfig twilio, SmsConfig config) {
        this.client = client;
        this.twilio = twilio;
        this.statusCallback =
                config.publicBaseUrl().map(base -> URI.create(base.toString().replaceAll("/+$", "") + STATUS_PATH));
    }

    Uni<Outcome> send(String address, TextChannel channel, String text) {
        return call(() -> creator(address, channel, TwilioHttpClient.literal(text)), channel);
    }

    Uni<Outcome> sendTemplate(String address, TextChannel channel, String template, String text) {
        return call(
                () -> {
                    MessageCreator creator = creator(address, channel, "");
                    creator.setBody((String) null);
                    creator.setContentSid(template);
                    creator.setContentVariables(
                            new JsonObject().put(TEMPLATE_VARIABLE, text).encode());
                    return creator;
                },
                channel);
    }

    private Uni<Outcome> call(Supplier<MessageCreator> creator, TextChannel channel) {
        return Uni.createFrom()
                .item(() -> accepted(creator.get().create(client)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure(TwilioException.class)
                .recoverWithItem(failure -> refused(failure, channel))
                .onFailure(ApiException.class)
                .recoverWithItem(Outcome.unanswered(Verdict.UNKNOWN, "unreadable-answer"));
    }

    private MessageCreator creator(String address, TextChannel channel, String text) {
        PhoneNumber to = new PhoneNumber(address);
        MessageCreator creator = twilio.messagingServiceSid()
                .map(service -> Message.creator(to, service, text))
                .orElseGet(() -> Message.creator(to, new PhoneNumber(channel.sender(twilio)), text));
        statusCallback.ifPresent(creator::setStatusCallback);
        return creator;
    }

    private static Outcome accepted(Message message) {
        return new Outcome(Verdict.DELIVERED, Health.WELL, "accepted", CREATED, null, null, message.getSid());
    }

    /** Source: Twilio's error codes; a code decides before the status does. */
    private static Outcome refused(Throwable thrown, TextChannel channel) {
        TwilioException failure = (TwilioException) thrown;
        TwilioErrorKind kind = failure.kind();
        String reason = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Integer status = failure.status() == 0 ? null : failure.status();
        return new Outcome(
                verdict(kind, channel),
                health(kind),
                reason,
                status,
                failure.code() == 0 ? null : "Twilio's error " + failure.code(),
                failure.retryAfter().orElse(null),
                null);
    }

    private static Verdict verdict(TwilioErrorKind kind, TextChannel channel) {
        if (kind == TwilioErrorKind.NOT_AUTHENTICATED) {
            // No text at all can go out: a person has to look, and nothing is lost meanwhile.
            return Verdict.PAUSE;
        }
        if (kind == TwilioErrorKind.WHATSAPP_WINDOW_CLOSED && channel == TextChannel.WHATSAPP) {
            return Verdict.HOLD;
        }
        return switch (kind.repeat()) {
            case NEVER -> Verdict.FAILED;
            case LATER -> Verdict.RETRY;
            case UNKNOWN_EFFECT -> Verdict.UNKNOWN;
        };
    }

    private static Health health(TwilioErrorKind kind) {
        return switch (kind) {
            case RATE_LIMITED, QUEUE_FULL -> Health.OVERLOADED;
            case SERVER_ERROR, TIMED_OUT, UNREACHABLE -> Health.FAILING;
            default -> Health.WELL;
        };
    }
}
