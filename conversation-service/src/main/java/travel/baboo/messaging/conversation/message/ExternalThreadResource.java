package travel.baboo.messaging.conversation.message;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.conversation.database.Page;
import travel.baboo.messaging.conversation.external.ApiKeys;
import travel.baboo.messaging.conversation.external.ApiScope;
import travel.baboo.messaging.conversation.participant.Access;

/** {@code GET /api/external/conversations/{sid}/messages}: a thread, for a scenario whose key has the scope {@code read}. */
@Path("/api/external/conversations/{sid}/messages")
public class ExternalThreadResource {

    private final ApiKeys keys;
    private final MessageRepository messages;
    private final Access access;

    ExternalThreadResource(ApiKeys keys, MessageRepository messages, Access access) {
        this.keys = keys;
        this.messages = messages;
        this.access = access;
    }

    /** Newest first. */
    @GET
    @PermitAll
    public Uni<Page<MessageView>> list(
            String sid,
            @HeaderParam("X-Api-Key") @Nullable String apiKey,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        Caller caller = keys.require(apiKey, ApiScope.READ);
        ConversationSid conversation = Access.parse(sid);
        long before = cursor == null ? Long.MAX_VALUE : MessageResource.index(cursor);
        return access.requireSender(caller, conversation)
                .chain(() -> messages.before(sid, before, limit + 1))
                .map(rows -> Page.of(rows, limit, MessageResource::cursor));
    }
}
