package travel.baboo.messaging.relay.destination;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sender.SenderLabels;

/** Whose message it is, as far as the event and the directory tell. */
@Singleton
public class MessageLabels {

    private static final String SYSTEM = "system";

    private final SenderLabels labels;

    MessageLabels(SenderLabels labels) {
        this.labels = labels;
    }

    /** The label beside the message: its own, or one that follows from its author. */
    public String of(TwilioEvent event, @Nullable DirectoryEntry entry) {
        return own(event).orElseGet(() -> derive(event, entry));
    }

    /** Whether the traveler wrote it. */
    public boolean travelers(TwilioEvent event, @Nullable DirectoryEntry entry) {
        String author = author(event);
        if (entry == null || entry.traveler() == null) {
            return false;
        }
        DirectoryEntry.Traveler traveler = entry.traveler();
        return author.equals(traveler.address())
                || author.equals(traveler.identity())
                || author.equals(traveler.name());
    }

    /** {@code traveler}, {@code expert}, {@code team}, {@code bot} or {@code system}: first by the author, then by the label. */
    public String role(TwilioEvent event, @Nullable DirectoryEntry entry) {
        if (travelers(event, entry) || fromPhone(event)) {
            return "traveler";
        }
        if (isExpert(event, entry)) {
            return "expert";
        }
        if (author(event).equals(SYSTEM) && own(event).isEmpty()) {
            return SYSTEM;
        }
        String label = of(event, entry);
        if (label.equals(labels.label(Role.BOT, ""))) {
            return "bot";
        }
        if (label.equals(labels.label(Role.ADMIN, ""))) {
            return "team";
        }
        return label.endsWith(labels.label(Role.EXPERT, "")) ? "expert" : "traveler";
    }

    /** Whether a phone wrote it over its own channel. */
    public static boolean fromPhone(TwilioEvent event) {
        String source = event.fields().find("Source").orElse("");
        return source.equals("SMS") || source.equals("WHATSAPP");
    }

    private Optional<String> own(TwilioEvent event) {
        return labels.find(event.fields().find("Attributes").orElse(null));
    }

    private static String author(TwilioEvent event) {
        return event.fields().findText("Author").orElse(SYSTEM);
    }

    private static boolean isExpert(TwilioEvent event, @Nullable DirectoryEntry entry) {
        return entry != null
                && entry.expert() != null
                && author(event).equals(entry.expert().identity());
    }

    private String derive(TwilioEvent event, @Nullable DirectoryEntry entry) {
        String author = author(event);
        if (author.equals(SYSTEM)) {
            return labels.label(Role.ADMIN, "");
        }
        if (entry != null && entry.expert() != null && isExpert(event, entry)) {
            return labels.label(Role.EXPERT, name(entry.expert().name(), author));
        }
        if (fromPhone(event) || travelers(event, entry)) {
            @Nullable
            String traveler = entry == null || entry.traveler() == null
                    ? null
                    : entry.traveler().name();
            return labels.label(Role.TRAVELER, name(traveler, "Guest"));
        }
        return labels.label(Role.TRAVELER, author);
    }

    private static String name(@Nullable String name, String otherwise) {
        return name == null ? otherwise : name;
    }
}
