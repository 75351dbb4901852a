package travel.baboo.messaging.conversation.contactdetail.review;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.contactdetail.Checked;
import travel.baboo.messaging.conversation.contactdetail.ContactDetails;
import travel.baboo.messaging.conversation.contactdetail.Direction;
import travel.baboo.messaging.conversation.contactdetail.Draft;
import travel.baboo.messaging.conversation.database.StoredJson;
import travel.baboo.messaging.conversation.external.ApiKeys;
import travel.baboo.messaging.conversation.external.ApiScope;

/**
 * {@code POST /api/external/message-checks}: what Twilio may publish. Webhook-ingest-service asks for each message that Twilio announces with
 * a pre-event webhook, and lets Twilio publish the message unchanged if there is no answer in time.
 */
@Path("/api/external/message-checks")
public class MessageCheckResource {

    /** Messages over REST come from here, where they were checked, or from bots, which are not checked. */
    private static final String REST = "API";

    /** Twilio's limit for a message's attributes. */
    private static final int MAX_ATTRIBUTES_LENGTH = 4096;

    private final ApiKeys keys;
    private final ContactDetails details;
    private final DirectionRepository directions;
    private final ObjectMapper json;

    MessageCheckResource(ApiKeys keys, ContactDetails details, DirectionRepository directions, ObjectMapper json) {
        this.keys = keys;
        this.details = details;
        this.directions = directions;
        this.json = json;
    }

    @POST
    @PermitAll
    public Uni<MessageCheckView> check(
            @HeaderParam("X-Api-Key") @Nullable String apiKey, @NotNull @Valid MessageCheckRequest request) {
        keys.require(apiKey, ApiScope.MESSAGE_CHECKS);
        if (REST.equals(request.source()) || !details.mayChange(request.body())) {
            return Uni.createFrom().item(MessageCheckView.UNCHANGED);
        }
        return directions
                .ofAuthor(request.conversationSid(), request.author(), request.source())
                .chain(direction -> check(request, direction));
    }

    private Uni<MessageCheckView> check(MessageCheckRequest request, Optional<Direction> direction) {
        return direction
                .map(known -> details.check(new Draft(
                                UUID.randomUUID(), request.conversationSid(), request.author(), known, request.body()))
                        .map(checked -> view(checked, request.attributes())))
                .orElseGet(() -> Uni.createFrom().item(MessageCheckView.UNCHANGED));
    }

    /** Attributes without room for the mark stay as they are; the text is still changed. */
    private MessageCheckView view(Checked checked, @Nullable String attributes) {
        if (checked.hidden().isEmpty()) {
            return MessageCheckView.UNCHANGED;
        }
        ObjectNode marked = StoredJson.object(json, attributes);
        checked.mark(marked);
        String text = marked.toString();
        boolean fits = text.getBytes(StandardCharsets.UTF_8).length <= MAX_ATTRIBUTES_LENGTH;
        return new MessageCheckView(checked.body(), fits ? text : null);
    }
}
