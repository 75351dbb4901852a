package travel.baboo.messaging.relay.destination;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sender.SenderLabels;

/** Whose message it is, as far as the event and the directory tell. */
@Singleton
class MessageLabels {

    private final SenderLabels labels;

    MessageLabels(SenderLabels labels) {
        this.labels = labels;
    }

    /** The label beside the message: its own, or one that follows from its author. */
    String of(TwilioEvent event, @Nullable DirectoryEntry entry) {
        return labels.find(event.fields().find("Attributes").orElse(null)).orElseGet(() -> derive(event, entry));
    }

    /** Whether the traveler wrote it. */
    boolean travelers(TwilioEvent event, @Nullable DirectoryEntry entry) {
        String author = event.fields().find("Author").orElse("");
        if (entry == null || entry.traveler() == null) {
            return false;
        }
        DirectoryEntry.Traveler traveler = entry.traveler();
        return author.equals(traveler.address())
                || author.equals(traveler.identity())
                || author.equals(traveler.name());
    }

    private String derive(TwilioEvent event, @Nullable DirectoryEntry entry) {
        String author = event.fields().findText("Author").orElse("system");
        if (author.equals("system")) {
            return labels.label(Role.ADMIN, "");
        }
        if (entry != null
                && entry.expert() != null
                && author.equals(entry.expert().identity())) {
            return labels.label(Role.EXPERT, name(entry.expert().name(), author));
        }
        String source = event.fields().find("Source").orElse("");
        boolean phone = source.equals("SMS") || source.equals("WHATSAPP");
        if (phone || travelers(event, entry)) {
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
