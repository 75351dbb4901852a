package travel.baboo.messaging.common.directory;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What other services need to know about a conversation: a record on {@value #TOPIC}, keyed by the conversation's SID. The one with
 * the highest version wins. A record without a value is a tombstone: the conversation was erased, and copies must be deleted.
 *
 * @param inquiryId the inquiry that it began with; null for other conversations
 * @param state {@code initializing}, {@code active}, {@code inactive} or {@code closed}
 * @param traveler null until known
 * @param expert null until known
 * @param members staff and bots, with the role that we gave them; null in records of earlier releases
 * @param version increases with every change of the conversation; null in records of earlier releases, which counts as 0
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DirectoryEntry(
        String conversationSid,
        @Nullable String inquiryId,
        @Nullable String friendlyName,
        String state,
        @Nullable Traveler traveler,
        @Nullable Expert expert,
        @Nullable List<Member> members,
        @Nullable Long version) {

    /** The compacted topic. */
    public static final String TOPIC = "conversation.directory";

    public DirectoryEntry {
        Objects.requireNonNull(conversationSid, "conversationSid");
        Objects.requireNonNull(state, "state");
        members = members == null ? null : List.copyOf(members);
    }

    /** The member with this identity. */
    public Optional<Member> member(String identity) {
        return members == null
                ? Optional.empty()
                : members.stream()
                        .filter(member -> member.identity().equals(identity))
                        .findFirst();
    }

    /** The version for comparisons: 0 if the record has none. */
    public long versionOrZero() {
        return version == null ? 0 : version;
    }

    /**
     * The traveler.
     *
     * @param channel {@code sms}, {@code whatsapp}, {@code email}, {@code web}, {@code relay-sms} or {@code relay-make}
     * @param address for channels with an address: E.164, or {@code whatsapp:} and E.164
     * @param identity for channel {@code web}
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Traveler(
            @Nullable String name, String channel, @Nullable String address, @Nullable String identity) {}

    /** The local expert. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Expert(String identity, @Nullable String name) {}

    /**
     * A staff member or bot. Attributes that a browser can write have no influence on this.
     *
     * @param role {@code admin}, {@code bot} or {@code expert}
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Member(String identity, String role, @Nullable String name) {}
}
