package travel.baboo.messaging.conversation.listing;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.conversation.database.Cursor;
import travel.baboo.messaging.conversation.database.Page;
import travel.baboo.messaging.conversation.participant.Access;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;

/** {@code /api/conversations}: members see theirs, admins all; answered from the mirror, changed at Twilio. */
@Path("/api/conversations")
@RolesAllowed("**")
public class ConversationResource {

    private final ConversationRepository repository;
    private final ConversationsClient twilio;
    private final CallerProvider callers;

    ConversationResource(ConversationRepository repository, ConversationsClient twilio, CallerProvider callers) {
        this.repository = repository;
        this.twilio = twilio;
        this.callers = callers;
    }

    @GET
    public Uni<Page<ConversationView>> list(
            @QueryParam("state")
                    @Pattern(
                            regexp = "initializing|active|inactive|closed",
                            message = "one of initializing, active, inactive, closed")
                    @Nullable
                    String state,
            @QueryParam("q") @Size(max = 200) @Nullable String text,
            @QueryParam("unread") @DefaultValue("false") @Pattern(regexp = "true|false", message = "true or false")
                    String unread,
            @QueryParam("identity") @Size(min = 1, max = Caller.MAX_IDENTITY_LENGTH) @Nullable String identity,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        Caller caller = callers.getUnnamed();
        boolean admin = caller.is(Role.ADMIN);
        if (identity != null && !admin && !identity.equals(caller.identity())) {
            throw ProblemException.forbidden("Only admins see what others see.");
        }
        ConversationFilter filter = new ConversationFilter(
                identity == null ? caller.identity() : identity,
                admin && identity == null,
                state,
                Boolean.parseBoolean(unread),
                text == null || text.isBlank() ? null : text,
                cursor == null ? null : position(cursor));
        return repository.list(filter, limit);
    }

    @GET
    @Path("{sid}")
    public Uni<ConversationView> get(String sid) {
        return find(callers.getUnnamed(), Access.parse(sid));
    }

    @PATCH
    @Path("{sid}")
    public Uni<ConversationView> change(String sid, @NotNull @Valid ConversationChange change) {
        Caller caller = callers.getUnnamed();
        ConversationSid conversation = Access.parse(sid);
        return find(caller, conversation)
                .invoke(ConversationResource::requireOpen)
                .chain(() -> twilio.updateConversation(
                        sid,
                        change.friendlyName(),
                        change.attributes() == null ? null : change.attributes().toString(),
                        change.twilioState()))
                .chain(() -> find(caller, conversation))
                .map(view -> changed(view, change));
    }

    private Uni<ConversationView> find(Caller caller, ConversationSid conversation) {
        return repository
                .find(caller.identity(), caller.is(Role.ADMIN), conversation.value())
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("No such conversation.")));
    }

    private static void requireOpen(ConversationView view) {
        if (view.state().equals("closed")) {
            throw new ProblemException(ProblemType.CONVERSATION_CLOSED, "A closed conversation takes no change.");
        }
    }

    /** What Twilio has accepted, though its event may not have reached the mirror yet. */
    private static ConversationView changed(ConversationView mirrored, ConversationChange change) {
        return new ConversationView(
                mirrored.sid(),
                change.friendlyName() == null ? mirrored.friendlyName() : change.friendlyName(),
                mirrored.inquiryId(),
                change.state() == null ? mirrored.state() : change.state(),
                change.attributes() == null
                        ? mirrored.attributes()
                        : change.attributes().toString(),
                mirrored.lastActivityAt(),
                mirrored.createdAt(),
                mirrored.lastMessage(),
                mirrored.unread(),
                mirrored.participants(),
                mirrored.capabilities(),
                null);
    }

    private static ConversationFilter.Position position(String cursor) {
        List<String> parts = Cursor.decode(cursor, 2).parts();
        try {
            return new ConversationFilter.Position(Instant.parse(parts.get(0)), parts.get(1));
        } catch (DateTimeParseException foreign) {
            throw ProblemException.invalid("cursor: not one that this list gave out");
        }
    }
}
