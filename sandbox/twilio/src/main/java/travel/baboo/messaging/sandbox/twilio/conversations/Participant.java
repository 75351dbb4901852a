package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Someone in a conversation: a chat identity, or a phone. */
public record Participant(
        String sid,
        @Nullable String identity,
        @Nullable Binding binding,
        String attributes,
        @Nullable String roleSid,
        Instant created,
        Instant updated,
        @Nullable Integer lastReadMessageIndex,
        @Nullable String lastReadTimestamp) {

    boolean isBound(String address, String proxyAddress) {
        return binding != null
                && binding.address().equals(address)
                && binding.proxyAddress().equals(proxyAddress);
    }

    /** Whether messages with this author are the participant's own. */
    boolean isAuthor(String author) {
        return author.equals(identity) || (binding != null && author.equals(binding.address()));
    }
}
