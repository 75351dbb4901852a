package travel.baboo.messaging.relay.sms;

import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.rest.api.v2010.account.MessageReader;
import com.twilio.type.PhoneNumber;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.common.setting.Setting;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.common.twilio.TwilioHttpClient;
import travel.baboo.messaging.relay.destination.Channel;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.relay.destination.Outcome.Verdict;
import travel.baboo.messaging.relay.flow.Health;

/** A call of Twilio's Messages API, and the meaning of its responses. */
final class TwilioTexts {

    static final String TEMPLATE_VARIABLE = "1";

    private static final String STATUS_PATH = "/api/webhooks/message-status";
    private static final int CREATED = 201;

    /** Allowance for clock skew between Twilio and us. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    /** Number of recent texts to one phone that are examined. */
    private static final long ASKED_FOR = 100;

    private static final ZoneOffset UTC = ZoneOffset.UTC;

    private final TwilioRestClient client;
    private final TwilioConfig twilio;
    private final Optional<URI> statusCallback;

    TwilioTexts(TwilioRestClient client, TwilioConfig twilio, SmsConfig config) {
        this.client = client;
        this.twilio = twilio;
        this.statusCallback = statusCallback(config);
    }

    static Optional<URI> statusCallback(SmsConfig config) {
        return config.publicBaseUrl()
                .map(base -> Setting.parse("PUBLIC_BASE_URL", base, Setting::origin))
                .map(base -> URI.create(base + STATUS_PATH));
    }

    Uni<Outcome> send(PhoneAddress phone, TextChannel channel, String text) {
        return call(() -> creator(phone, channel, TwilioHttpClient.literal(text)), channel);
    }

    Uni<Outcome> sendTemplate(PhoneAddress phone, TextChannel channel, String template, String text) {
        return call(
                () -> {
                    MessageCreator creator = creator(phone, channel, "");
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

    private MessageCreator creator(PhoneAddress phone, TextChannel channel, String text) {
        PhoneNumber to = new PhoneNumber(phone.value());
        MessageCreator creator = twilio.messagingServiceSid()
                .map(service -> Message.creator(to, service, text))
                .orElseGet(() -> Message.creator(to, new PhoneNumber(channel.sender(twilio)), text));
        statusCallback.ifPresent(creator::setStatusCallback);
        return creator;
    }

    private static Outcome accepted(Message message) {
        return new Outcome(Verdict.DELIVERED, Health.HEALTHY, "accepted", CREATED, null, null, message.getSid());
    }

    /** Source: Twilio's error codes; a code takes precedence over the status. */
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
            // Probably no text can be sent at all: the same text may succeed after a person has fixed the cause.
            return Verdict.RETRY;
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
            case NOT_AUTHENTICATED -> Health.REFUSING;
            case RATE_LIMITED, QUEUE_FULL -> Health.OVERLOADED;
            case SERVER_ERROR, TIMED_OUT, UNREACHABLE -> Health.DEGRADED;
            default -> Health.HEALTHY;
        };
    }

    /**
     * What Twilio accepted for this phone since then; fails if it cannot be read.
     *
     * <p>Asks twice, because two points are not documented: whether the date filter includes a queued text, which has no
     * {@code DateSent}, and whether the unfiltered list is ordered newest first.
     */
    Uni<List<Channel.Trace>> find(PhoneAddress phone, String text, Instant since) {
        return Uni.createFrom()
                .item(() -> {
                    Instant from = since.minus(CLOCKS_APART);
                    List<Message> sent = new ArrayList<>(page(reader(phone).setDateSentAfter(from.atZone(UTC))));
                    sent.addAll(page(reader(phone)));
                    return traces(sent, text, from);
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static MessageReader reader(PhoneAddress phone) {
        return Message.reader().setTo(new PhoneNumber(phone.value())).setPageSize(ASKED_FOR);
    }

    private List<Message> page(MessageReader reader) {
        return reader.firstPage(client).getRecords();
    }

    private static List<Channel.Trace> traces(List<Message> messages, String text, Instant from) {
        return messages.stream()
                .filter(message -> message.getDirection() != Message.Direction.INBOUND
                        && message.getDirection() != Message.Direction.OUTBOUND_REPLY
                        && !message.getDateCreated().toInstant().isBefore(from))
                .map(message -> new Channel.Trace(message.getSid(), text.equals(message.getBody())))
                .distinct()
                .toList();
    }
}
