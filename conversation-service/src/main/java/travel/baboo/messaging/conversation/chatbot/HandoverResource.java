package travel.baboo.messaging.conversation.chatbot;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.conversation.attention.review.Reviewer;
import travel.baboo.messaging.conversation.participant.Access;

/**
 * {@code /api/conversations/{sid}/handover}: who answers, the bot or people. Of two concurrent handovers one succeeds and the other gets
 * 409. Returns 200 when Twilio is synchronized, 202 while that is still being retried.
 */
@Path("/api/conversations/{sid}/handover")
@RolesAllowed({Role.Names.ADMIN, Role.Names.EXPERT, Role.Names.BOT})
public class HandoverResource {

    private static final Logger LOG = Logger.getLogger(HandoverResource.class);

    private final Chatbot chatbot;
    private final ChatbotRepository repository;
    private final Access access;
    private final CallerProvider callers;
    private final Reviewer reviewer;

    HandoverResource(
            Chatbot chatbot, ChatbotRepository repository, Access access, CallerProvider callers, Reviewer reviewer) {
        this.chatbot = chatbot;
        this.repository = repository;
        this.access = access;
        this.callers = callers;
        this.reviewer = reviewer;
    }

    @GET
    public Uni<HandoverView> get(String sid) {
        Caller caller = callers.get();
        ConversationSid conversation = Access.parse(sid);
        return access.requireSender(caller, conversation).chain(() -> view(conversation));
    }

    @POST
    public Uni<RestResponse<HandoverView>> handOver(String sid, @NotNull @Valid HandoverRequest request) {
        Caller caller = callers.get();
        ConversationSid conversation = Access.parse(sid);
        return access.requireSender(caller, conversation)
                .invoke(() -> requireBot(request.to()))
                .chain(() -> repository.decide(sid, request.to()))
                .invoke(decided -> requireDecided(decided, request.to()))
                .call(() -> reviewer.request(sid))
                .chain(() -> chatbot.settle(sid)
                        .onFailure()
                        .invoke(failure ->
                                LOG.warnf("conversationSid=%s cause=%s A handover failed; retrying", sid, failure))
                        .onFailure()
                        .recoverWithNull())
                .chain(() -> view(conversation))
                .map(view -> RestResponse.status(view.settled() ? Status.OK : Status.ACCEPTED, view));
    }

    private Uni<HandoverView> view(ConversationSid conversation) {
        return repository.load(conversation.value()).map(found -> found.map(ChatbotRecord::view)
                .orElseGet(() -> new HandoverView(conversation.value(), Handler.HUMAN, Instant.EPOCH, true)));
    }

    private void requireBot(Handler to) {
        if (to == Handler.BOT && !chatbot.isConfigured()) {
            throw new ProblemException(ProblemType.CONFLICT, "There is no bot: none is set.");
        }
    }

    private static void requireDecided(boolean decided, Handler to) {
        if (!decided) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "The conversation is with the " + (to == Handler.BOT ? "bot" : "people") + " already.");
        }
    }
}
