package travel.baboo.messaging.conversation.inquiry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonObject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.WidgetIdentity;
import travel.baboo.messaging.conversation.message.MessageRequest;
import travel.baboo.messaging.conversation.participant.PhoneNumbers;

/**
 * A traveler's inquiry to an expert.
 *
 * @param inquiryId the company's own id, 1 to 100 letters, digits, {@code .}, {@code _} or {@code -}
 * @param subject kept in the conversation's attributes
 * @param message the traveler's first message, 1 to 1600 characters, not blank; null for none
 * @param attributes further attributes of the conversation, at most 15 KB
 * @param onConflict what to do if the traveler's phone is bound in another open conversation; null fails with 409
 */
@RegisterForReflection
public record InquiryRequest(
        @NotBlank
                @Size(max = 100)
                @Pattern(regexp = "[A-Za-z0-9._-]*", message = "only letters, digits, '.', '_' and '-'")
                @Schema(examples = "4711")
                String inquiryId,
        @NotNull @Valid Traveler traveler,
        @NotNull @Valid Expert expert,
        @Nullable @Size(max = 200) String subject,
        @Schema(examples = "Is the hut open in June?") @Nullable String message,
        @Nullable ObjectNode attributes,
        @Nullable OnConflict onConflict) {

    private static final int MAX_ATTRIBUTES_LENGTH = 16 * 1024;
    /** Attributes that we set: the inquiry's id and the subject. */
    private static final int OWN_ATTRIBUTES_LENGTH = 1024;

    public InquiryRequest {
        if (message != null) {
            MessageRequest.checkBody(message);
        }
        if (attributes != null
                && attributes.toString().getBytes(StandardCharsets.UTF_8).length
                        > MAX_ATTRIBUTES_LENGTH - OWN_ATTRIBUTES_LENGTH) {
            throw new IllegalArgumentException(
                    "attributes have at most " + (MAX_ATTRIBUTES_LENGTH - OWN_ATTRIBUTES_LENGTH) + " bytes");
        }
    }

    /**
     * The traveler.
     *
     * @param channel how the traveler is reached
     * @param address the phone or e-mail address, for channels that have one
     * @param identity the login's identity, for channel {@code web}
     */
    @RegisterForReflection
    public record Traveler(
            @NotBlank @Size(max = 100) @Schema(examples = "Ann") String name,
            @NotNull TravelerChannel channel,
            @Nullable @Size(max = 256) String address,
            @Nullable @Size(max = Caller.MAX_IDENTITY_LENGTH) String identity) {

        public Traveler {
            if (channel != null) {
                if (channel.needsAddress() && (address == null || address.isBlank())) {
                    throw new IllegalArgumentException("an address is needed for the channel " + channel.text());
                }
                if (channel == TravelerChannel.WEB && (identity == null || identity.isBlank())) {
                    throw new IllegalArgumentException("an identity is needed for the channel web");
                }
            }
        }

        private Traveler normalized(PhoneNumbers numbers) {
            String normal = address == null ? null : channel.normalize(address, numbers);
            return new Traveler(name, channel, normal, identity);
        }

        /** One key for all spellings of the address; null without one. */
        @Nullable
        String person() {
            return PhoneAddress.find(address).map(PhoneAddress::person).orElse(address);
        }
    }

    /** The expert. */
    @RegisterForReflection
    public record Expert(
            @NotBlank @Size(max = Caller.MAX_IDENTITY_LENGTH) String identity, @NotBlank @Size(max = 100) String name) {
        public Expert {
            if (identity != null && WidgetIdentity.matches(identity)) {
                throw new IllegalArgumentException("an identity that is a UUID is a chat widget's visitor, no expert");
            }
        }
    }

    /** The same with normalized addresses; a problem if one is invalid. */
    InquiryRequest normalized(PhoneNumbers numbers) {
        return new InquiryRequest(
                inquiryId, traveler.normalized(numbers), expert, subject, message, attributes, onConflict);
    }

    /** The content as given: two inquiries with different content are different. */
    JsonObject content() {
        JsonObject content = JsonObject.mapFrom(this);
        content.remove("onConflict");
        return given(content);
    }

    /** Without null members: a release with a new member must not treat older inquiries as different. */
    static JsonObject given(JsonObject content) {
        JsonObject given = new JsonObject();
        content.forEach(member -> {
            if (member.getValue() instanceof JsonObject nested) {
                given.put(member.getKey(), member.getKey().equals("attributes") ? nested : given(nested));
            } else if (member.getValue() != null) {
                given.put(member.getKey(), member.getValue());
            }
        });
        return given;
    }

    String uniqueName() {
        return "inquiry_" + inquiryId;
    }

    String friendlyName() {
        return "Traveler " + traveler.name() + " - Expert " + expert.name();
    }
}
