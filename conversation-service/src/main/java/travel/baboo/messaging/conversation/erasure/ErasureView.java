package travel.baboo.messaging.conversation.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an erasure is; once it is finished, its receipt. Says nothing of whom it was about.
 *
 * @param id null in a dry run
 * @param kind what was named: an identity, an address or one conversation
 * @param state planned in a dry run, then working, and finished in the end
 * @param conversations removed, here and at Twilio; in a dry run, to be removed
 * @param memberships left, in conversations that were about somebody else
 * @param messages deleted from those
 * @param users deleted at Twilio
 * @param rowsHere rows deleted or cleared here
 * @param failure the type of what stopped the last attempt; it goes on by itself
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErasureView(
        @Nullable String id,
        String kind,
        String state,
        @Nullable Instant requestedAt,
        @Nullable Instant finishedAt,
        int conversations,
        int memberships,
        int messages,
        int users,
        long rowsHere,
        int attempts,
        @Nullable String failure) {}
