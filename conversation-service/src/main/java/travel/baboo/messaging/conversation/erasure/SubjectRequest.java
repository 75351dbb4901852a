package travel.baboo.messaging.conversation.erasure;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.sid.Sid;
import travel.baboo.messaging.conversation.erasure.Subject.Kind;
import travel.baboo.messaging.conversation.participant.PhoneNumbers;

/**
 * The subject of an export or erasure: exactly one of the three.
 *
 * @param identity the identity of a login or a widget visitor
 * @param address a phone or e-mail address
 * @param conversationSid one conversation with all its participants
 * @param dryRun only count
 */
@RegisterForReflection
public record SubjectRequest(
        @Nullable @Size(min = 1, max = Caller.MAX_IDENTITY_LENGTH) String identity,
        @Nullable @Size(min = 1, max = 256) String address,
        @Nullable String conversationSid,
        boolean dryRun) {

    public SubjectRequest {
        if (Stream.of(identity, address, conversationSid)
                        .filter(Objects::nonNull)
                        .count()
                != 1) {
            throw new IllegalArgumentException("exactly one of identity, address and conversationSid is needed");
        }
    }

    Subject subject(PhoneNumbers numbers) {
        if (identity != null) {
            return new Subject(Kind.IDENTITY, identity);
        }
        if (address != null) {
            String stripped = address.strip();
            return new Subject(
                    Kind.ADDRESS,
                    stripped.contains("@")
                            ? stripped
                            : numbers.parse("address", stripped).value());
        }
        String sid = String.valueOf(conversationSid);
        if (!Sid.matches(ConversationSid.PREFIX, sid)) {
            throw ProblemException.invalid("conversationSid: CH and 32 hex digits");
        }
        return new Subject(Kind.CONVERSATION, sid);
    }
}
