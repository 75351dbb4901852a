package travel.baboo.messaging.conversation.attention.review;

import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.conversation.attention.clock.Author;

/**
 * Determines the kind of author of a message, by the same rules as its label: from a label written with the account's credentials, else
 * from our own records. Data that a browser can write never makes an author more than a traveler.
 */
@Singleton
public class AuthorKinds {

    private static final String SYSTEM = "system";
    private static final String BROWSER = "SDK";

    private final SenderLabels labels;

    AuthorKinds(SenderLabels labels) {
        this.labels = labels;
    }

    /**
     * The kind of author of a message.
     *
     * @param label the trusted label; null without one
     * @param author the author at Twilio; null if unknown
     * @param source Twilio's source of the message, such as {@code SDK}; null if unknown
     * @param fromPhone whether the author's participant uses a phone
     * @param memberRole the author's role in the conversation by our own records; null without one
     * @param inquiry content of the conversation's inquiry; null without one
     */
    public Author of(
            @Nullable String label,
            @Nullable String author,
            @Nullable String source,
            boolean fromPhone,
            @Nullable String memberRole,
            @Nullable JsonObject inquiry) {
        Optional<Author> labeled = byLabel(label);
        if (labeled.isPresent()) {
            return labeled.get();
        }
        if (fromPhone) {
            return Author.TRAVELER;
        }
        if (author == null || (author.equals(SYSTEM) && !BROWSER.equals(source))) {
            return Author.SYSTEM;
        }
        Optional<Role> member = Optional.ofNullable(memberRole).flatMap(Role::find);
        if (member.isPresent()) {
            return of(member.get());
        }
        return isExpert(inquiry, author) ? Author.EXPERT : Author.TRAVELER;
    }

    private Optional<Author> byLabel(@Nullable String label) {
        if (label == null) {
            return Optional.empty();
        }
        if (label.equals(labels.label(Role.BOT, ""))) {
            return Optional.of(Author.BOT);
        }
        if (label.equals(labels.label(Role.ADMIN, ""))) {
            return Optional.of(Author.TEAM);
        }
        if (label.endsWith(labels.label(Role.EXPERT, ""))) {
            return Optional.of(Author.EXPERT);
        }
        return label.endsWith(labels.label(Role.TRAVELER, "")) ? Optional.of(Author.TRAVELER) : Optional.empty();
    }

    private static Author of(Role role) {
        return switch (role) {
            case ADMIN -> Author.TEAM;
            case BOT -> Author.BOT;
            case EXPERT -> Author.EXPERT;
            case TRAVELER -> Author.TRAVELER;
        };
    }

    static boolean isExpert(@Nullable JsonObject inquiry, String identity) {
        return is(inquiry, "expert", identity);
    }

    static boolean isTraveler(@Nullable JsonObject inquiry, String identity) {
        return is(inquiry, "traveler", identity);
    }

    private static boolean is(@Nullable JsonObject inquiry, String who, String identity) {
        return Optional.ofNullable(inquiry)
                .map(content -> content.getJsonObject(who))
                .filter(person -> identity.equals(person.getString("identity")))
                .isPresent();
    }
}
