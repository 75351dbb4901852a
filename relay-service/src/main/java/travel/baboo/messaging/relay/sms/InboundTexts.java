package travel.baboo.messaging.relay.sms;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.common.phone.OptOutKeyword;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.relay.delivery.ProviderStatus;
import travel.baboo.messaging.relay.delivery.ProviderStatusRepository;
import travel.baboo.messaging.relay.destination.MessageLabels;

/** What events reveal about phones: that one wrote, opted out or in, and the status of a text to it. */
@Singleton
public class InboundTexts {

    private final PhoneRepository phones;
    private final ProviderStatusRepository statuses;
    private final TwilioConfig twilio;
    private final boolean enabled;

    InboundTexts(PhoneRepository phones, ProviderStatusRepository statuses, TwilioConfig twilio, SmsConfig config) {
        this.phones = phones;
        this.statuses = statuses;
        this.twilio = twilio;
        this.enabled = config.enabled();
    }

    /**
     * Applies what concerns phones, in the transaction that inserts the events' deliveries; returns whether held texts were
     * released.
     */
    public Uni<Boolean> take(SqlConnection connection, List<TwilioEvent> events) {
        if (!enabled) {
            return Uni.createFrom().item(false);
        }
        List<PhoneRepository.Written> written = new ArrayList<>();
        List<ProviderStatus> reported = new ArrayList<>();
        for (TwilioEvent event : events) {
            if (MessageLabels.fromPhone(event) && event.eventType().equals(EventType.MESSAGE_ADDED.twilioName())) {
                PhoneAddress.find(event.fields().find("Author").orElse(null))
                        .ifPresent(phone -> written.add(written(event, phone)));
            } else if (event.conversationSid() == null) {
                status(event, reported);
            }
        }
        return phones.note(connection, written)
                .chain(released -> statuses.take(connection, reported).replaceWith(released || !reported.isEmpty()));
    }

    /** Only what the phone itself sent counts: a message posted on its behalf opens no window and is no opt-out. */
    private PhoneRepository.Written written(TwilioEvent event, PhoneAddress phone) {
        @Nullable
        Boolean optsOut = OptOutKeyword.of(event.fields().find("Body").orElse(null))
                .map(OptOutKeyword.OPT_OUT::equals)
                .orElse(null);
        return new PhoneRepository.Written(phone, TextChannel.of(phone).sender(twilio), event.occurredAt(), optsOut);
    }

    /** A status callback has the field {@code MessageStatus}; WhatsApp's callbacks also have an {@code EventType}. */
    private static void status(TwilioEvent event, List<ProviderStatus> reported) {
        TwilioFields fields = event.fields();
        @Nullable String sid = fields.findText("MessageSid").orElse(null);
        @Nullable String status = fields.findText("MessageStatus").orElse(null);
        if (sid == null || status == null) {
            return;
        }
        OptionalLong code = fields.findNumber("ErrorCode");
        reported.add(new ProviderStatus(
                sid,
                status.toLowerCase(Locale.ROOT),
                code.isPresent() ? (int) code.getAsLong() : null,
                PhoneAddress.find(fields.findText("To").orElse(null))
                        .map(PhoneAddress::person)
                        .orElse(null)));
    }
}
