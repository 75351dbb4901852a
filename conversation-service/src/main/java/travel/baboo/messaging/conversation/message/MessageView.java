package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.contactdetail.HiddenDetail;
import travel.baboo.messaging.conversation.database.DeliveryStatus;
import travel.baboo.messaging.conversation.request.Versions;

/**
 * A message as people see it.
 *
 * @param index its index in the conversation, from 0; gaps are possible
 * @param from the label to show beside it
 * @param body null for media only, and after removal
 * @param attributes as they are at Twilio; a browser may have written them
 * @param media empty without media
 * @param source how it came to Twilio, in Twilio's terms: {@code API}, {@code SDK}, {@code SMS}, …
 * @param delivery the furthest status that any recipient's phone has reported
 * @param hidden contact details that were hidden when it was written; null if there are none
 * @param version for {@code If-Match}
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageView(
        @Schema(examples = "IM0123456789abcdef0123456789abcdef") String sid,
        @Schema(examples = "7") long index,
        @Schema(examples = "elena@baboo.example") @Nullable String author,
        @Schema(examples = "Elena - Local Expert") String from,
        @Schema(examples = "Shall I book the hut?") @Nullable String body,
        ObjectNode attributes,
        List<MediaView> media,
        @Schema(examples = "API") @Nullable String source,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant removedAt,
        @Nullable DeliveryStatus delivery,
        @Nullable List<HiddenDetail> hidden,
        String version) {

    public MessageView {
        media = List.copyOf(media);
        hidden = HiddenDetail.orNull(hidden);
    }

    static String version(@Nullable String body, ObjectNode attributes) {
        return Versions.of(body, attributes);
    }
}
