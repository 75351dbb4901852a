package travel.baboo.messaging.conversation.message;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.conversation.contactdetail.Direction;
import travel.baboo.messaging.conversation.external.ApiKeys;
import travel.baboo.messaging.conversation.external.ApiScope;

/** {@code POST /api/external/messages}: messages from Make.com's scenarios, with an API key and an idempotency key. */
@Path("/api/external/messages")
public class ExternalMessageResource {

    private static final int MAX_KEY_LENGTH = 255;

    private final ApiKeys keys;
    private final MessageTargets targets;
    private final IdempotentSend sender;
    private final SenderLabels labels;

    ExternalMessageResource(ApiKeys keys, MessageTargets targets, IdempotentSend sender, SenderLabels labels) {
        this.keys = keys;
        this.targets = targets;
        this.sender = sender;
        this.labels = labels;
    }

    @POST
    @PermitAll
    @ResponseStatus(201)
    public Uni<SentMessage> send(
            @HeaderParam("X-Api-Key") @Nullable String apiKey,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @NotNull @Valid ExternalMessageRequest request) {
        Caller caller = keys.require(apiKey, ApiScope.MESSAGES);
        if (idempotencyKey == null || idempotencyKey.isBlank() || idempotencyKey.length() > MAX_KEY_LENGTH) {
            throw ProblemException.invalid("Idempotency-Key: 1 to " + MAX_KEY_LENGTH + " characters are needed");
        }
        return sender.send(
                caller.identity(),
                idempotencyKey,
                request.conversationSid(),
                request.targetHash(),
                () -> targets.find(request),
                conversation -> message(conversation, caller, request));
    }

    private OutgoingMessage message(ConversationSid conversation, Caller caller, ExternalMessageRequest request) {
        String holder = caller.name();
        ExternalMessageRequest.Sender from = request.sender();
        Role role = Role.find(from.role()).orElseThrow();
        String name = from.name() == null ? "" : from.name();
        String author = from.identity() == null || from.identity().isBlank() ? holder : from.identity();
        return new OutgoingMessage(
                conversation,
                caller.identity(),
                author,
                labels.label(role, name),
                holder,
                request.hops(),
                request.content(),
                null,
                Direction.ofAuthor(role).orElse(null),
                request.targetHash());
    }
}
