package travel.baboo.messaging.conversation.message;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.conversation.database.Cursor;
import travel.baboo.messaging.conversation.database.Page;
import travel.baboo.messaging.conversation.participant.Access;

/** {@code /api/conversations/{sid}/messages}: members read and write; admins and bots write everywhere. */
@Path("/api/conversations/{sid}/messages")
public class MessageResource {

    private final MessageRepository messages;
    private final MessageSender sender;
    private final Access access;
    private final CallerProvider callers;
    private final SenderLabels labels;

    MessageResource(
            MessageRepository messages,
            MessageSender sender,
            Access access,
            CallerProvider callers,
            SenderLabels labels) {
        this.messages = messages;
        this.sender = sender;
        this.access = access;
        this.callers = callers;
        this.labels = labels;
    }

    /**
     * The messages in order; with {@code order=desc} the latest first. {@code after} and {@code before} begin at a place: behind
     * it in order, or before it with the nearest first.
     */
    @GET
    @RolesAllowed("**")
    public Uni<Page<MessageView>> list(
            String sid,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("after") @Min(-1) @Nullable Long after,
            @QueryParam("before") @Min(0) @Nullable Long before,
            @QueryParam("order") @DefaultValue("asc") String order,
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
                null);
        return access.requireSender(caller, conversation).chain(() -> sender.send(message, idempotencyKey));
    }

    private static boolean descending(String order) {
        return switch (order) {
            case "asc" -> false;
            case "desc" -> true;
            default -> throw ProblemException.invalid("order: asc or desc");
        };
    }

    private static Cursor cursor(MessageView last) {
        return new Cursor(List.of(Long.toString(last.index())));
    }

    private static long index(String cursor) {
        try {
            return Long.parseLong(Cursor.decode(cursor, 1).parts().get(0));
        } catch (NumberFormatException foreign) {
            throw ProblemException.invalid("cursor: not one that this list gave out");
        }
    }
}
