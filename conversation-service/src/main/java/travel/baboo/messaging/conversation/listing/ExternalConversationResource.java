package travel.baboo.messaging.conversation.listing;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.conversation.database.Page;
import travel.baboo.messaging.conversation.external.ApiKeys;
import travel.baboo.messaging.conversation.external.ApiScope;

/** {@code GET /api/external/conversations}: all conversations, for a scenario whose key may read. */
@Path("/api/external/conversations")
public class ExternalConversationResource {

    private final ApiKeys keys;
    private final ConversationRepository repository;

    ExternalConversationResource(ApiKeys keys, ConversationRepository repository) {
        this.keys = keys;
        this.repository = repository;
    }

    /** A page of all conversations, newest activity first. A scenario has no memberships: {@code identity} and {@code unread} do not apply. */
    @GET
    @PermitAll
    public Uni<Page<ConversationView>> list(
            @HeaderParam("X-Api-Key") @Nullable String apiKey,
            @Valid @BeanParam ConversationQuery query,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        Caller caller = keys.require(apiKey, ApiScope.READ);
        return repository.list(
                query.everybodys(caller, cursor == null ? null : ConversationFilter.Position.of(cursor)), limit);
    }
}
