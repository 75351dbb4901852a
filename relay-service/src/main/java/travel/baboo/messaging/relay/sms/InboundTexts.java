package travel.baboo.messaging.relay.sms;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.twilio.TwilioConfig;
import travel.baboo.messaging.relay.delivery.ProviderStatus;
import travel.baboo.messaging.relay.delivery.ProviderStatusRepository;
import travel.baboo.messaging.relay.destination.MessageLabels;

/** What events tell about phones: that one wrote, that it wants no more or wants again, and what became of a text to it. */
@Singleton
public class InboundTexts {

    private static final Set<String> STOP =
            Set.of("STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL");
    private static final Set<String> START = Set.of("START", "UNSTOP", "YES");

    private final PhoneRepository phones;
    private final ProviderStatusRepository statuses;
    private final MessageLabels labels;
    private final TwilioConfig twilio;
    private final Clock clock;
    private final boolean enabled;

    InboundTexts(
            PhoneRepository phones,
            ProviderStatusRepository statuses,
            MessageLabels labels,
            TwilioConfig twilio,
            SmsConfig config,
            Clock clock) {
        this.phones = phones;
        this.statuses = statuses;
        this.labels = labels;
        this.twilio = twilio;
        this.clock = clock;
        this.enabled = config.enabled();
    }

    /** Takes what concerns phones from events, in the transaction in which they become deliveries; tells whether texts may go now that waited. */
    public Uni<Boolean> take(SqlConnection connection, List<TwilioEvent> events, Map<String, DirectoryEntry> entries) {
        if (!enabled) {
            return Uni.createFrom().item(false);
        }
        List<PhoneRepository.Written> written = new ArrayList<>();
        List<ProviderStatus> told = new ArrayList<>();
        for (TwilioEvent event : events) {
            if (event.eventType().equals(EventType.MESSAGE_ADDED.twilioName())) {
                String address = phone(event, entries.get(event.key()));
                if (address != null) {
                    written.add(written(event, address));
                }
            } else if (event.eventType().equals(EventType.SMS_STATUS_UPDATED.twilioName())) {
                status(event, told);
            }
        }
        return phones.note(connection, written, clock.instant())
                .chain(released -> statuses.take(connection, told).replaceWith(released || !told.isEmpty()));
    }

    /** The phone that wrote a message: over its own channel, or as the traveler of a relayed conversation. */
    private @Nullable String phone(TwilioEvent event, @Nullable DirectoryEntry entry) {
        String author = event.fields().findText("Author").orElse("");
        if (TextChannel.isAddress(author)) {
            return author;
        }
        return entry != null && entry.traveler() != null && labels.travelers(event, entry)
                ? entry.traveler().address()
                : null;
    }

    private PhoneRepository.Written written(TwilioEvent event, String address) {
        String word = event.fields().find("Body").orElse("").strip().toUpperCase(Locale.ROOT);
        Boolean optsOut = STOP.contains(word) ? Boolean.TRUE : START.contains(word) ? Boolean.FALSE : null;
        return new PhoneRepository.Written(
                address, TextChannel.of(address).sender(twilio), event.occurredAt(), optsOut);
    }

    private static void status(TwilioEvent event, List<ProviderStatus> told) {
        @Nullable String sid = event.resourceSid();
        @Nullable String status = event.fields().findText("MessageStatus").orElse(null);
        if (sid == null || status == null) {
            return;
        }
        told.add(new ProviderStatus(
                sid,
                status.toLowerCase(Locale.ROOT),
                code(event),
                event.fields().findText("To").orElse(null),
                event.receivedAt()));
    }

    private static @Nullable Integer code(TwilioEvent event) {
        try {
            return event.fields().findText("ErrorCode").map(Integer::valueOf).orElse(null);
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
