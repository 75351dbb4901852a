package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.Parameters;
import travel.baboo.messaging.sandbox.twilio.PhoneAddress;
import travel.baboo.messaging.sandbox.twilio.Sid;
import travel.baboo.messaging.sandbox.twilio.TwilioAccount;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/** Reads the parameters of a participant and checks them. */
public final class ParticipantForm {

    private static final int ATTRIBUTES_BYTES = 4 * 1024;

    private final TwilioAccount account;

    public ParticipantForm(TwilioAccount account) {
        this.account = account;
    }

    /**
     * Reads who is to be added.
     *
     * @throws TwilioException 20001, 50407, 50408 or 50409
     */
    public Participant create(ChatService service, Parameters body, Instant now) {
        String identity = body.text("Identity", 256);
        Binding binding = binding(body);
        boolean hasIdentity = identity != null && !identity.isEmpty();
        if (!hasIdentity && binding == null) {
            throw TwilioException.badRequest(20001, "Identity or MessagingBinding.Address must be provided");
        }
        if (hasIdentity && binding != null && binding.projectedAddress() == null) {
            throw TwilioException.badRequest(20001, "Identity and MessagingBinding.Address exclude each other");
        }
        Instant created = Objects.requireNonNullElse(body.instant("DateCreated"), now);
        return new Participant(
                Sid.create("MB"),
                hasIdentity ? identity : null,
                binding,
                Objects.requireNonNullElse(body.json("Attributes", ATTRIBUTES_BYTES), "{}"),
                role(service, body, service.settings().conversationRoleSid()),
                created,
                Objects.requireNonNullElse(body.instant("DateUpdated"), created),
                null,
                null);
    }

    public Participant update(ChatService service, Parameters body, Participant before, Instant now) {
        Integer read = body.integer("LastReadMessageIndex");
        String readAt = body.text("LastReadTimestamp");
        return new Participant(
                before.sid(),
                before.identity() == null ? null : identity(body, before.identity()),
                proxy(body, before.binding()),
                Objects.requireNonNullElse(body.json("Attributes", ATTRIBUTES_BYTES), before.attributes()),
                role(service, body, before.roleSid()),
                Objects.requireNonNullElse(body.instant("DateCreated"), before.created()),
                Objects.requireNonNullElse(body.instant("DateUpdated"), now),
                read == null ? before.lastReadMessageIndex() : read,
                readAt != null ? readAt : read != null ? EventFields.time(now) : before.lastReadTimestamp());
    }

    private static String identity(Parameters body, String before) {
        String identity = body.text("Identity", 256);
        return identity == null || identity.isEmpty() ? before : identity;
    }

    private @Nullable Binding proxy(Parameters body, @Nullable Binding before) {
        String proxy = body.text("MessagingBinding.ProxyAddress");
        if (before == null || proxy == null) {
            return before;
        }
        return checked(new Binding(before.address(), proxy, before.projectedAddress()));
    }

    private @Nullable Binding binding(Parameters body) {
        String address = body.text("MessagingBinding.Address", 256);
        String proxy = body.text("MessagingBinding.ProxyAddress", 256);
        if (address == null && proxy == null) {
            return null;
        }
        return checked(new Binding(
                Objects.requireNonNullElse(address, ""),
                Objects.requireNonNullElse(proxy, ""),
                body.text("MessagingBinding.ProjectedAddress", 256)));
    }

    private Binding checked(Binding binding) {
        if (!PhoneAddress.isValid(binding.address())) {
            throw TwilioException.badRequest(50407, "Invalid messaging binding address");
        }
        if (binding.address().equals(binding.proxyAddress())) {
            throw TwilioException.badRequest(50409, "Messaging binding address and proxy address must differ");
        }
        boolean sameChannel =
                PhoneAddress.isWhatsApp(binding.address()) == PhoneAddress.isWhatsApp(binding.proxyAddress());
        if (!PhoneAddress.isValid(binding.proxyAddress()) || !account.owns(binding.proxyAddress()) || !sameChannel) {
            throw TwilioException.badRequest(50408, "Invalid messaging binding proxy address");
        }
        return binding;
    }

    private static @Nullable String role(ChatService service, Parameters body, @Nullable String otherwise) {
        String sid = body.sid("RoleSid", "RL");
        if (sid == null) {
            return otherwise;
        }
        Role role = service.findRole(sid);
        if (role == null || !role.type().equals("conversation")) {
            throw TwilioException.invalid("RoleSid");
        }
        return sid;
    }
}
