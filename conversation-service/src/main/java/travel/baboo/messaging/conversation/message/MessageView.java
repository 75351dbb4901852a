package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A message as people see it.
 *
 * @param index its place in the conversation, from 0; gaps are possible
 * @param from the label to show beside it
 * @param body null for a message of media only, and for a removed one
 * @param media a JSON array of {@code Sid}, {@code Filename}, {@code ContentType}, {@code Size}; null without media
 * @param delivery the furthest any recipient's phone has reported: sent, delivered, read, undelivered or failed
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageView(
        String sid,
        long index,
        @Nullable String author,
        String from,
        @Nullable String body,
        @JsonRawValue @Schema(implementation = Object[].class) @Nullable String media,
        @Nullable String source,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant removedAt,
        @Nullable String delivery) {}
