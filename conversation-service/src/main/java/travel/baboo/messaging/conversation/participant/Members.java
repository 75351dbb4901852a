package travel.baboo.messaging.conversation.participant;

import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;
import travel.baboo.messaging.conversation.twilio.MembershipsClient;
import travel.baboo.messaging.conversation.twilio.UsersClient;

/**
 * Adds people to conversations with the right role at Twilio and a name for others to see. A person's business role is
 * in the participant's attributes: {@code {"role": "expert", "name": "Maria"}}.
 */
@Singleton
public class Members {

    private static final String ROLE = "role";
    private static final String NAME = "name";

    private final ConversationsClient twilio;
    private final UsersClient users;
    private final MemberRepository repository;
    private final MembershipsClient memberships;
    private final PhoneNumbers numbers;
    private final @Nullable String phoneNumber;

    Members(
            ConversationsClient twilio,
            UsersClient users,
            MemberRepository repository,
            MembershipsClient memberships,
            PhoneNumbers numbers,
            TwilioConfig config) {
        this.repository = repository;
        this.twilio = twilio;
        this.users = users;
        this.memberships = memberships;
        this.numbers = numbers;
        this.phoneNumber = config.phoneNumber().orElse(null);
    }

    /**
     * Adds a person who logs in. Creates the user first: Twilio would create one without a name.
     *
     * @param name null to keep the known name
     * @param mayRename whether to replace a known name: only the person and admins may do that
     */
    public Uni<Participant> join(
            String conversationSid, String identity, @Nullable String name, Role role, boolean mayRename) {
        String given = name == null || name.isBlank() ? null : name;
        return users.ensure(identity, given, role, mayRename)
                .map(known -> known.orElse(given))
                .chain(shown -> repository
                        .saveNew(conversationSid, identity, role, shown)
                        .chain(() -> twilio.addByIdentity(conversationSid, identity, role, attributes(shown, role)))
                        .call(() -> repository.save(conversationSid, identity, role, shown)));
    }

    /** Adds a phone, bound to our number. */
    public Uni<Participant> joinByPhone(String conversationSid, PhoneAddress address, @Nullable String name) {
        return Uni.createFrom()
                .deferred(() -> twilio.addByAddress(
                        conversationSid, address.toString(), proxyAddress(address), attributes(name, Role.TRAVELER)));
    }

    /** The open conversation in our service that binds a traveler's phone to our number, if there is one. */
    public Uni<Optional<String>> whereBound(PhoneAddress address) {
        return memberships.whereBound(address.toString(), proxyAddress(address));
    }

    /** Our address on the channel of a traveler's address. */
    private String proxyAddress(PhoneAddress address) {
        if (phoneNumber == null) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE, "TWILIO_PHONE_NUMBER is not set: no phone can take part.");
        }
        return numbers.over(
                        "TWILIO_PHONE_NUMBER", numbers.parse("TWILIO_PHONE_NUMBER", phoneNumber), address.whatsApp())
                .toString();
    }

    private static String attributes(@Nullable String name, Role role) {
        JsonObject attributes = new JsonObject().put(ROLE, role.group());
        if (name != null && !name.isBlank()) {
            attributes.put(NAME, name);
        }
        return attributes.encode();
    }

    /** The role in a participant's attributes. */
    public static Optional<Role> role(@Nullable String attributes) {
        return value(attributes, ROLE).flatMap(Role::find);
    }

    /** The name in a participant's attributes. */
    public static Optional<String> name(@Nullable String attributes) {
        return value(attributes, NAME);
    }

    private static Optional<String> value(@Nullable String attributes, String key) {
        try {
            return Optional.ofNullable(attributes)
                    .map(JsonObject::new)
                    .map(json -> json.getValue(key))
                    .filter(String.class::isInstance)
                    .map(Objects::toString);
        } catch (io.vertx.core.json.DecodeException notOurs) {
            return Optional.empty();
        }
    }
}
