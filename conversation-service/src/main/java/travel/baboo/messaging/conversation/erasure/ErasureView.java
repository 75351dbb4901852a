package travel.baboo.messaging.conversation.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The progress of an erasure, then its receipt. Does not identify the subject.
 *
 * @param id null in a dry run
 * @param kind the kind of subject: an identity, an address or a conversation
 * @param state planned (dry run), working, or finished
 * @param conversations removed here and at Twilio; in a dry run, to be removed
 * @param memberships removed from conversations about other travelers
 * @param messages deleted from those conversations
 * @param users deleted at Twilio
 * @param rowsHere rows deleted or cleared in our tables, without those that the mirror deleted first, when Twilio reported a removal
 * @param failure the type of the last attempt's problem; the erasure is retried
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
