package travel.baboo.messaging.conversation.listing;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.conversation.database.Page;
import travel.baboo.messaging.conversation.participant.Access;
import travel.baboo.messaging.conversation.request.Versions;

/** {@code /api/conversations}: members see their conversations, admins see all. Reads come from the mirror; changes go to Twilio. */
@Path("/api/conversations")
@RolesAllowed("**")
public class ConversationResource {

    private final ConversationRepository repository;
    private final ConversationEditor editor;
    private final CallerProvider callers;

    ConversationResource(ConversationRepository repository, ConversationEditor editor, CallerProvider callers) {
        this.repository = repository;
        this.editor = editor;
        this.callers = callers;
    }

    /** A page, newest activity first. */
    @GET
    public Uni<Page<ConversationView>> list(
            @Valid @BeanParam ConversationQuery query,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        Caller caller = callers.getUnnamed();
        return repository.list(
                query.filter(caller, cursor == null ? null : ConversationFilter.Position.of(cursor)), limit);
    }

    @GET
    @Path("{sid}")
    public Uni<RestResponse<ConversationView>> get(String sid) {
        Caller caller = callers.getUnnamed();
        return editor.get(caller, Access.parse(sid)).map(ConversationResource::tagged);
    }

    /** Changes the given fields. With {@code If-Match}, only if the version is the one the caller read. */
    @PATCH
    @Path("{sid}")
    public Uni<RestResponse<ConversationView>> change(
            String sid, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull @Valid ConversationChange change) {
        Caller caller = callers.getUnnamed();
        return editor.change(caller, Access.parse(sid), change, ifMatch).map(ConversationResource::tagged);
    }

    private static RestResponse<ConversationView> tagged(ConversationView view) {
        return ResponseBuilder.ok(view)
                .header(HttpHeaders.ETAG, Versions.tag(view.version()))
                .build();
    }
}
