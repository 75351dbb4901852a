package travel.baboo.messaging.relay.destination;

import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.twilio.TwilioConfig;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.common.twilio.TwilioHttpClient;
import travel.baboo.messaging.relay.RelayConfig;

/**
 * The phones of travelers on a {@code relay-sms} channel, over Twilio's Messages API. Natively bound phones are Twilio's job.
 *
 * <p>Twilio has no idempotency key here: an attempt whose fate is unknown is not repeated.
 */
final class SmsDestination implements Destination {

    /** The destination's name. */
    static final String NAME = "sms";

    private static final String CHANNEL = "relay-sms";

    private final TwilioRestClient client;
    private final TwilioConfig twilio;
    private final RelayConfig.Sms config;
    private final MessageLabels labels;

    SmsDestination(TwilioRestClient client, TwilioConfig twilio, RelayConfig.Sms config, MessageLabels labels) {
        this.client = client;
        this.twilio = twilio;
        this.config = config;
        this.labels = labels;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean wants(TwilioEvent event) {
        return event.eventType().equals(EventType.MESSAGE_ADDED.twilioName())
                && event.fields().findText("Body").isPresent();
    }

    @Override
    public boolean wantsIn(@Nullable DirectoryEntry entry) {
        return entry != null
                && entry.traveler() != null
                && CHANNEL.equals(entry.traveler().channel())
                && entry.traveler().address() != null;
    }

    @Override
    public String payload(Outgoing outgoing) {
        return outgoing.event().fields().find("Body").orElse("");
    }

    @Override
    public Uni<Outcome> send(Outgoing outgoing, String payload) {
        DirectoryEntry entry = outgoing.entry();
        if (entry == null || entry.traveler() == null || entry.traveler().address() == null) {
            return Uni.createFrom().item(Outcome.of(Outcome.Verdict.FAILED, "no-address"));
        }
        if (labels.travelers(outgoing.event(), entry)) {
            return Uni.createFrom().item(Outcome.of(Outcome.Verdict.DELIVERED, "travelers-own"));
        }
        String address = entry.traveler().address();
        return Uni.createFrom()
                .item(() -> create(address, payload))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure(TwilioException.class)
                .recoverWithItem(SmsDestination::refused)
                .onFailure(ApiException.class)
                .recoverWithItem(Outcome.of(Outcome.Verdict.UNKNOWN, "unreadable-answer"));
    }

    private Outcome create(String address, String body) {
        PhoneNumber to = new PhoneNumber(address);
        String text = TwilioHttpClient.literal(body);
        MessageCreator creator = twilio.messagingServiceSid()
                .map(service -> Message.creator(to, service, text))
                .orElseGet(() -> Message.creator(to, new PhoneNumber(sender(address)), text));
        Message message = creator.create(client);
        return new Outcome(Outcome.Verdict.DELIVERED, "accepted", 201, null, null, message.getSid());
    }

    private String sender(String address) {
        String number = twilio.phoneNumber()
                .orElseThrow(() -> new IllegalStateException(
                        "Set TWILIO_MESSAGING_SERVICE_SID or TWILIO_PHONE_NUMBER to send SMS."));
        return address.startsWith("whatsapp:") ? "whatsapp:" + number : number;
    }

    private static Outcome refused(TwilioException failure) {
        String reason = failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        Outcome.Verdict verdict =
                switch (failure.kind().repeat()) {
                    case NEVER -> Outcome.Verdict.FAILED;
                    case LATER -> Outcome.Verdict.RETRY;
                    case UNKNOWN_EFFECT -> Outcome.Verdict.UNKNOWN;
                };
        Integer status = failure.status() == 0 ? null : failure.status();
        return new Outcome(verdict, reason, status, null, failure.retryAfter().orElse(null), null);
    }

    @Override
    public Duration usefulFor() {
        return config.usefulFor();
    }

    @Override
    public List<Duration> retrySchedule() {
        return config.retrySchedule();
    }

    @Override
    public String toString() {
        return NAME + " (Twilio's Messages API)";
    }
}
