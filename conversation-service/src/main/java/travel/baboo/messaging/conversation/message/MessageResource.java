package travel.baboo.messaging.conversation.message;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.sid.MessageSid;
import travel.baboo.messaging.common.sid.Sid;
import travel.baboo.messaging.conversation.contactdetail.Direction;
import travel.baboo.messaging.conversation.database.Cursor;
import travel.baboo.messaging.conversation.database.Page;
import travel.baboo.messaging.conversation.participant.Access;
import travel.baboo.messaging.conversation.request.Versions;

/** {@code /api/conversations/{sid}/messages}: members read and write; admins and bots write in every conversation. */
@Path("/api/conversations/{sid}/messages")
public class MessageResource {

    private final MessageRepository messages;
    private final IdempotentSend sender;
    private final MessageEditor editor;
    private final Access access;
    private final CallerProvider callers;
    private final SenderLabels labels;

    MessageResource(
            MessageRepository messages,
            IdempotentSend sender,
            MessageEditor editor,
            Access access,
            CallerProvider callers,
            SenderLabels labels) {
        this.messages = messages;
        this.sender = sender;
        this.editor = editor;
        this.access = access;
        this.callers = callers;
        this.labels = labels;
    }

    /**
     * Messages in order; with {@code order=desc}, newest first. {@code after} and {@code before} are exclusive indexes.
     */
    @GET
    @RolesAllowed("**")
    public Uni<Page<MessageView>> list(
            String sid,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("after") @Min(-1) @Nullable Long after,
            @QueryParam("before") @Min(0) @Nullable Long before,
            @QueryParam("order") @DefaultValue("asc") @Schema(enumeration = {"asc", "desc"}) String order,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        Caller caller = callers.getUnnamed();
        ConversationSid conversation = Access.parse(sid);
        if (after != null && before != null) {
            throw ProblemException.invalid("after, before: one of them");
        }
        boolean descending = before != null || (after == null && descending(order));
        long start = Objects.requireNonNullElse(
                after, Objects.requireNonNullElse(before, descending ? Long.MAX_VALUE : -1L));
        long from = cursor == null ? start : index(cursor);
        return access.requireReader(caller, conversation)
                .chain(() -> descending ? messages.before(sid, from, limit + 1) : messages.after(sid, from, limit + 1))
                .map(rows -> Page.of(rows, limit, MessageResource::cursor));
    }

    @POST
    @ResponseStatus(201)
    @RolesAllowed("**")
    public Uni<SentMessage> send(
            String sid,
            @HeaderParam("Idempotency-Key") @Size(min = 1, max = 255) @Nullable String idempotencyKey,
            @NotNull @Valid MessageRequest request) {
        Caller caller = callers.get();
        ConversationSid conversation = Access.parse(sid);
        OutgoingMessage message = new OutgoingMessage(
                conversation,
                "user:" + caller.identity(),
                caller.identity(),
                labels.label(caller.strongestRole(), caller.name()),
                null,
                null,
                request.content(),
                request.attributes(),
                Direction.ofAuthor(caller.strongestRole()).orElse(null),
                null);
        return access.requireSender(caller, conversation).chain(() -> sender.send(message, idempotencyKey));
    }

    @GET
    @Path("{messageSid}")
    @RolesAllowed("**")
    public Uni<RestResponse<MessageView>> get(String sid, String messageSid) {
        Caller caller = callers.getUnnamed();
        ConversationSid conversation = Access.parse(sid);
        MessageSid message = parse(messageSid);
        return access.requireReader(caller, conversation)
                .chain(() -> editor.get(conversation, message))
                .map(MessageResource::tagged);
    }

    /** Edits one's own message; admins may edit any. With {@code If-Match}, only if the version is the one the caller read. */
    @PATCH
    @Path("{messageSid}")
    @RolesAllowed("**")
    public Uni<RestResponse<MessageView>> edit(
            String sid,
            String messageSid,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid MessageChange change) {
        Caller caller = callers.getUnnamed();
        return editor.edit(caller, Access.parse(sid), parse(messageSid), change, ifMatch)
                .map(MessageResource::tagged);
    }

    /** Removes one's own message; admins may remove any. */
    @DELETE
    @Path("{messageSid}")
    @RolesAllowed("**")
    public Uni<Void> remove(String sid, String messageSid) {
        Caller caller = callers.getUnnamed();
        return editor.remove(caller, Access.parse(sid), parse(messageSid));
    }

    private static MessageSid parse(String sid) {
        if (!Sid.matches(MessageSid.PREFIX, sid)) {
            throw ProblemException.notFound("No such message.");
        }
        return new MessageSid(sid);
    }

    private static RestResponse<MessageView> tagged(MessageView view) {
        return ResponseBuilder.ok(view)
                .header(HttpHeaders.ETAG, Versions.tag(view.version()))
                .build();
    }

    private static boolean descending(String order) {
        return switch (order) {
            case "asc" -> false;
            case "desc" -> true;
            default -> throw ProblemException.invalid("order: asc or desc");
        };
    }

    static Cursor cursor(MessageView last) {
        return new Cursor(List.of(Long.toString(last.index())));
    }

    static long index(String cursor) {
        try {
            return Long.parseLong(Cursor.decode(cursor, 1).parts().get(0));
        } catch (NumberFormatException foreign) {
            throw ProblemException.invalid("cursor: not one that this list gave out");
        }
    }
}
