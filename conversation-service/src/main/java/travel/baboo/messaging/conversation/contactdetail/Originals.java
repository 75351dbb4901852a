package travel.baboo.messaging.conversation.contactdetail;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Decrypts the original texts of messages with hidden contact details. */
@Singleton
public class Originals {

    private final Policies policies;

    Originals(Policies policies) {
        this.policies = policies;
    }

    /** A stored original, bound to its record and conversation. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Stored(UUID id, String conversationSid, String keyId, byte[] bytes) {}

    /** The text; empty if its key is no longer set. */
    public Optional<String> read(Stored stored) {
        return policies.cipher()
                .decrypt(
                        new Cipher.Encrypted(stored.keyId(), stored.bytes()),
                        ContactDetails.context(stored.id(), stored.conversationSid()));
    }
}
