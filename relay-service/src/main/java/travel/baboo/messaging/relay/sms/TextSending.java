package travel.baboo.messaging.relay.sms;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.relay.destination.Channel;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.relay.destination.Outgoing;
import travel.baboo.messaging.relay.destination.RequestView;

/**
 * Texts to phones through Twilio's Messages API.
 *
 * <p>Media is not sent: only members of the conversation can load it from Twilio, so there is no URL to send. It becomes a
 * separate delivery that fails, so that operators see that the phone did not get it.
 */
final class TextSending implements Channel {

    static final Duration WHATSAPP_WINDOW = Duration.ofHours(24);

    /** Stands for media among the payloads. A text is never empty. */
    private static final String MEDIA = "";

    private final TextChannel channel;
    private final SmsConfig config;
    private final TwilioConfig twilio;
    private final TwilioTexts twilioTexts;
    private final PhoneTexts texts;
    private final PhoneRepository phones;
    private final TextRequests requests;
    private final TextSplitter splitter = new TextSplitter();

    TextSending(
            TextChannel channel,
            SmsConfig config,
            TwilioConfig twilio,
            TwilioTexts twilioTexts,
            PhoneTexts texts,
            PhoneRepository phones) {
        this.channel = channel;
        this.config = config;
        this.twilio = twilio;
        this.twilioTexts = twilioTexts;
        this.texts = texts;
        this.phones = phones;
        this.requests = new TextRequests(twilio, config);
    }

    @Override
    public String kind() {
        return "Twilio's Messages API";
    }

    @Override
    public String type() {
        return "text";
    }

    @Override
    public boolean splits() {
        return true;
    }

    @Override
    public List<String> payloads(Outgoing outgoing) {
        List<String> payloads = new ArrayList<>();
        // PostgreSQL cannot store NUL, and no phone displays it.
        String body = texts.text(outgoing.event()).replace("\u0000", "");
        if (!body.isBlank()) {
            payloads.addAll(splitter.split(body));
        }
        if (PhoneTexts.hasMedia(outgoing.event()) || payloads.isEmpty()) {
            payloads.add(MEDIA);
        }
        return payloads;
    }

    @Override
    public int weight(String payload) {
        return channel == TextChannel.WHATSAPP ? 1 : SmsSegments.count(payload);
    }

    @Override
    public @Nullable String address(Outgoing outgoing) {
        return phone(outgoing).map(PhoneAddress::person).orElse(null);
    }

    @Override
    public Uni<Prepared> prepare(Outgoing outgoing, String payload) {
        Optional<PhoneAddress> phone = phone(outgoing);
        if (phone.isEmpty()) {
            return decided(Outcome.Verdict.FAILED, "no-address");
        }
        if (payload.equals(MEDIA)) {
            return decided(Outcome.Verdict.FAILED, "media-not-supported");
        }
        return phones.find(phone.get(), channel.sender(twilio))
                .chain(known -> prepared(known, phone.get(), payload, outgoing));
    }

    private Uni<Prepared> prepared(PhoneRepository.Phone known, PhoneAddress phone, String payload, Outgoing outgoing) {
        if (known.optedOut()) {
            return decided(Outcome.Verdict.FAILED, "opted-out");
        }
        if (isOpen(known, outgoing)) {
            return ready(traceparent -> twilioTexts.send(phone, channel, payload));
        }
        return config.whatsappTemplate()
                .map(template -> ready(traceparent -> twilioTexts.sendTemplate(phone, channel, template, payload)))
                .orElseGet(() -> withoutTemplate(outgoing));
    }

    /** A relayed text can wait for the traveler to write again. A text that was to go out as a template cannot. */
    private Uni<Prepared> withoutTemplate(Outgoing outgoing) {
        return texts.fallback(outgoing.event()).isPresent()
                ? decided(Outcome.Verdict.FAILED, "no-template")
                : decided(Outcome.Verdict.HOLD, "whatsapp-window-closed");
    }

    @Override
    public Uni<Optional<RequestView>> describe(Outgoing outgoing, @Nullable String payload) {
        Optional<PhoneAddress> phone = phone(outgoing);
        if (phone.isEmpty() || MEDIA.equals(payload)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return phones.find(phone.get(), channel.sender(twilio))
                .map(known -> Optional.of(requests.describe(phone.get(), channel, template(known, outgoing), payload)));
    }

    private Optional<PhoneAddress> phone(Outgoing outgoing) {
        return texts.phone(outgoing.event(), outgoing.entry());
    }

    private Optional<String> template(PhoneRepository.Phone known, Outgoing outgoing) {
        return isOpen(known, outgoing) ? Optional.empty() : config.whatsappTemplate();
    }

    /** Whether free text reaches the phone. A text that WhatsApp has just refused shows that its window is closed. */
    private boolean isOpen(PhoneRepository.Phone known, Outgoing outgoing) {
        return channel != TextChannel.WHATSAPP
                || (texts.fallback(outgoing.event()).isEmpty()
                        && known.wroteAt() != null
                        && known.wroteAt().plus(WHATSAPP_WINDOW).isAfter(outgoing.now()));
    }

    private static Uni<Prepared> ready(Call call) {
        return Uni.createFrom().item(new Prepared.Ready(call));
    }

    private static Uni<Prepared> decided(Outcome.Verdict verdict, String reason) {
        return Uni.createFrom().item(new Prepared.Decided(Outcome.decided(verdict, reason)));
    }

    @Override
    public Uni<List<Trace>> find(Outgoing outgoing, String payload, Instant since) {
        return phone(outgoing)
                .map(phone -> twilioTexts.find(phone, payload, since))
                .orElseGet(() -> Uni.createFrom().failure(new IllegalStateException("the phone is unknown")));
    }
}
