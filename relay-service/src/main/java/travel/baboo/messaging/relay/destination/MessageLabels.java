package travel.baboo.messaging.relay.destination;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sender.MessageMarks;
import travel.baboo.messaging.common.sender.SenderLabels;

/** The author of a message, from the event and the directory. */
@Singleton
public class MessageLabels {

    private static final String SYSTEM = "system";

    private final SenderLabels labels;
    private final ObjectMapper json;

    MessageLabels(SenderLabels labels, ObjectMapper json) {
        this.labels = labels;
        this.json = json;
    }

    /** The label beside the message: its own if it can be trusted, else one derived from its author. */
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
                || (MessageMarks.isTrusted(event.fields()) && author.equals(traveler.name()));
    }

    /** {@code traveler}, {@code expert}, {@code team}, {@code bot} or {@code system}: by the author, else by the label. */
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

    /** Whether a phone wrote it on its own channel. */
    public static boolean fromPhone(TwilioEvent event) {
        String source = event.fields().find("Source").orElse("");
        return source.equals("SMS") || source.equals("WHATSAPP");
    }

    private Optional<String> own(TwilioEvent event) {
        return MessageMarks.of(event.fields(), json).from();
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
        Optional<DirectoryEntry.Member> member = member(author, entry);
        if (member.isPresent()) {
            return labels.label(role(member.get()), name(member.get().name(), author));
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

    private static Optional<DirectoryEntry.Member> member(String author, @Nullable DirectoryEntry entry) {
        return entry == null ? Optional.empty() : entry.member(author);
    }

    private static Role role(DirectoryEntry.Member member) {
        return Arrays.stream(Role.values())
                .filter(role -> role.group().equals(member.role()))
                .findFirst()
                .orElse(Role.TRAVELER);
    }

    private static String name(@Nullable String name, String otherwise) {
        return name == null ? otherwise : name;
    }
}
