package travel.baboo.messaging.conversation.label;

import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.conversation.participant.Members;

/**
 * The label beside a message.
 *
 * <p>Promise: no author gets another's label. Attributes that a browser can write never give anyone more than the traveler's
 * label: roles come from our own records, and a message's own label counts only if a holder of the account's
 * credentials wrote it.
 */
@Singleton
public class AuthorLabels {

    /** Twilio's author of messages without one. */
    private static final String SYSTEM = "system";

    private static final String API = "API";
    private static final String BROWSER = "SDK";

    /** Replaces an unknown name, so that no phone number becomes a label. */
    private static final String NAMELESS = "Guest";

    private final SenderLabels labels;

    AuthorLabels(SenderLabels labels) {
        this.labels = labels;
    }

    public String of(LabelFacts facts) {
        if (facts.label() != null) {
            return facts.label();
        }
        // Messages mirrored by earlier releases have no stored label.
        boolean trusted = API.equals(facts.source()) && !facts.edited();
        return (trusted ? labels.find(facts.attributes()) : Optional.<String>empty()).orElseGet(() -> derive(facts));
    }

    private String derive(LabelFacts facts) {
        String author = facts.author();
        if (facts.fromPhone()) {
            return traveler(Stream.of(Members.name(facts.participantAttributes()), name(facts.inquiry(), "traveler")));
        }
        if (author == null || (author.equals(SYSTEM) && !BROWSER.equals(facts.source()))) {
            return labels.label(Role.ADMIN, "");
        }
        Optional<Role> member = Optional.ofNullable(facts.memberRole()).flatMap(Role::find);
        if (member.isPresent() && member.get() != Role.TRAVELER) {
            return labels.label(member.get(), facts.memberName() == null ? author : facts.memberName());
        }
        if (is(facts.inquiry(), "expert", author)) {
            return labels.label(Role.EXPERT, name(facts.inquiry(), "expert").orElse(author));
        }
        if (is(facts.inquiry(), "traveler", author)) {
            return traveler(Stream.of(name(facts.inquiry(), "traveler")));
        }
        return traveler(Stream.of(
                Optional.ofNullable(facts.memberName()),
                Members.name(facts.participantAttributes()),
                Optional.of(author).filter(text -> PhoneAddress.find(text).isEmpty())));
    }

    private String traveler(Stream<Optional<String>> names) {
        return labels.label(
                Role.TRAVELER,
                names.flatMap(Optional::stream)
                        .filter(name -> !name.isBlank())
                        .findFirst()
                        .orElse(NAMELESS));
    }

    private static boolean is(@Nullable JsonObject inquiry, String who, String identity) {
        return person(inquiry, who)
                .filter(person -> identity.equals(person.getString("identity")))
                .isPresent();
    }

    private static Optional<String> name(@Nullable JsonObject inquiry, String who) {
        return person(inquiry, who).map(person -> person.getString("name"));
    }

    private static Optional<JsonObject> person(@Nullable JsonObject inquiry, String who) {
        return Optional.ofNullable(inquiry).map(content -> content.getJsonObject(who));
    }
}
