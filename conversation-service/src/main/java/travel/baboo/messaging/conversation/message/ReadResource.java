package travel.baboo.messaging.conversation.message;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.conversation.message.ReadRepository.Membership;
import travel.baboo.messaging.conversation.participant.Access;
import travel.baboo.messaging.conversation.twilio.MessagesClient;
import travel.baboo.messaging.conversation.twilio.TwilioAnswers;

/** {@code POST /api/conversations/{sid}/read}: moves the caller's read horizon at Twilio, for all clients. */
@Path("/api/conversations/{sid}/read")
@RolesAllowed("**")
public class ReadResource {

    private final ReadRepository repository;
    private final MessagesClient twilio;
    private final TwilioAnswers answers;
    private final Access access;
    private final CallerProvider callers;

    ReadResource(
            ReadRepository repository,
            MessagesClient twilio,
            TwilioAnswers answers,
            Access access,
            CallerProvider callers) {
        this.repository = repository;
        this.twilio = twilio;
        this.answers = answers;
        this.access = access;
        this.callers = callers;
    }

    /** For members only. Without a body, marks everything as read. */
    @POST
    public Uni<ReadView> read(String sid, @Nullable @Valid ReadRequest request) {
        Caller caller = callers.getUnnamed();
        ConversationSid conversation = Access.parse(sid);
        return access.requireReader(caller, conversation)
                .chain(() -> repository.find(sid, caller.identity()))
                .map(ReadResource::require)
                .chain(member -> read(sid, member, request == null ? null : request.index()));
    }

    private Uni<ReadView> read(String sid, Membership member, @Nullable Long wanted) {
        Long last = member.lastIndex();
        if (last == null) {
            return Uni.createFrom().item(new ReadView(member.lastReadIndex()));
        }
        long index = wanted == null ? last : Math.min(wanted, last);
        return twilio.read(sid, member.participantSid(), Math.toIntExact(index))
                .chain(read -> answers.participant(read, EventType.PARTICIPANT_UPDATED))
                .replaceWith(new ReadView(index));
    }

    private static Membership require(Optional<Membership> found) {
        return found.orElseThrow(
                () -> new ProblemException(ProblemType.CONFLICT, "Only members read: join the conversation first."));
    }
}
