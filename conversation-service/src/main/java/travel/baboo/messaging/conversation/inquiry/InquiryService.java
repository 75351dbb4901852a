package travel.baboo.messaging.conversation.inquiry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.common.twilio.TwilioProblemMapper;
import travel.baboo.messaging.conversation.directory.OutboxPublisher;
import travel.baboo.messaging.conversation.participant.PhoneNumbers;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;

/** Accepts inquiries, recognizes repeated ones, and continues those that were interrupted. */
@Singleton
class InquiryService {

    private final InquiryRepository repository;
    private final InquiryBacklog backlog;
    private final InquirySetUp setUp;
    private final InquiryConfig config;
    private final PhoneNumbers numbers;
    private final ConversationsClient twilio;
    private final OutboxPublisher outbox;
    private final ObjectMapper json;

    InquiryService(
            InquiryRepository repository,
            InquiryBacklog backlog,
            InquirySetUp setUp,
            InquiryConfig config,
            PhoneNumbers numbers,
            ConversationsClient twilio,
            OutboxPublisher outbox,
            ObjectMapper json) {
        this.repository = repository;
        this.backlog = backlog;
        this.setUp = setUp;
        this.config = config;
        this.numbers = numbers;
        this.twilio = twilio;
        this.outbox = outbox;
        this.json = json;
    }

    /** The result of an inquiry, and whether this request created it. */
    record Result(InquiryView view, boolean created) {}

    Uni<Result> create(Caller caller, InquiryRequest request) {
        InquiryRequest normal = request.normalized(numbers);
        JsonObject content = normal.content();
        OnConflict onConflict = request.onConflict() == null ? OnConflict.FAIL : request.onConflict();
        return repository
                .claim(request.inquiryId(), content, normal.traveler().person(), onConflict, Requester.of(caller))
                .chain(mine -> mine.isPresent()
                        ? work(mine.get(), normal)
                        : repository
                                .load(request.inquiryId())
                                .map(Optional::orElseThrow)
                                .chain(known -> existing(caller, content, known)));
    }

    /** Continues one interrupted inquiry; returns whether there was one. */
    Uni<Boolean> resumeOne() {
        return repository
                .claimAbandoned(config.resumeFor())
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : work(found.get(), read(found.get().content())).replaceWith(true));
    }

    /** Continues a failed or waiting inquiry with the rights of its requester. */
    Uni<InquiryView> retry(String id) {
        return repository
                .claimAgain(id)
                .chain(claimed -> claimed.isPresent()
                        ? work(claimed.get(), read(claimed.get().content())).map(Result::view)
                        : repository.load(id).map(found -> {
                            throw found.isEmpty()
                                    ? ProblemException.notFound("No such inquiry.")
                                    : new ProblemException(
                                            ProblemType.CONFLICT, "The inquiry is worked on, done or removed.");
                        }));
    }

    /** The progress of an inquiry, for admins, bots, its requester and its expert. */
    Uni<InquiryView> view(Caller caller, String id) {
        return repository
                .load(id)
                .map(found -> found.filter(inquiry -> maySee(caller, inquiry))
                        .orElseThrow(() -> ProblemException.notFound("No such inquiry.")))
                .chain(inquiry -> backlog.state(id)
                        .map(state -> new InquiryView(
                                id,
                                state,
                                inquiry.conversationSid,
                                inquiry.joined(),
                                inquiry.attempts,
                                inquiry.failure)));
    }

    private static boolean maySee(Caller caller, Inquiry inquiry) {
        return caller.is(Role.ADMIN)
                || caller.is(Role.BOT)
                || caller.identity().equals(inquiry.requester().identity())
                || caller.identity().equals(expert(inquiry));
    }

    private static @Nullable String expert(Inquiry inquiry) {
        JsonObject expert = inquiry.content().getJsonObject("expert");
        return expert == null ? null : expert.getString("identity");
    }

    private Uni<Result> work(Inquiry inquiry, InquiryRequest request) {
        return setUp.run(inquiry, request)
                .invoke(outbox::wake)
                .onFailure()
                .call(failure -> repository.release(inquiry, nameOf(failure), pause(inquiry, failure)))
                .map(result -> new Result(done(inquiry.id, result.conversationSid(), result.joined()), true));
    }

    private static String nameOf(Throwable failure) {
        return problem(failure)
                .map(problem -> problem.type().type().toString())
                .orElse(ProblemType.INTERNAL.type().toString());
    }

    private static Optional<ProblemException> problem(Throwable failure) {
        if (failure instanceof TwilioException refusal) {
            return Optional.of(TwilioProblemMapper.toProblem(refusal));
        }
        return failure instanceof ProblemException problem ? Optional.of(problem) : Optional.empty();
    }

    /** Null if another attempt would fail the same way. Only the service's own attempts increase the back-off. */
    private @Nullable Duration pause(Inquiry inquiry, Throwable failure) {
        boolean useless = failure instanceof TwilioException refusal
                ? refusal.kind().repeat() == TwilioErrorKind.Repeat.NEVER
                : failure instanceof ProblemException problem
                        && problem.type().status() < 500
                        && problem.retryAfter().isEmpty();
        Duration pause = config.resumeAfter().multipliedBy(1L << Math.min(inquiry.ownAttempts, 10));
        Duration longest = config.resumeAtMostAfter();
        return useless ? null : pause.compareTo(longest) < 0 ? pause : longest;
    }

    private Uni<Result> existing(Caller caller, JsonObject content, Inquiry inquiry) {
        if (inquiry.erasedAt != null) {
            return Uni.createFrom().failure(removed());
        }
        if (!maySee(caller, inquiry)) {
            return Uni.createFrom().failure(new ProblemException(ProblemType.CONFLICT, "Another inquiry has this id."));
        }
        JsonObject known = InquiryRequest.given(inquiry.content());
        if (!known.equals(content)) {
            return Uni.createFrom()
                    .failure(new ProblemException(
                            ProblemType.INQUIRY_DIFFERS,
                            "The inquiry exists with other values: " + String.join(", ", differences(content, known))));
        }
        String sid = inquiry.conversationSid;
        if (sid == null) {
            return Uni.createFrom()
                    .failure(new ProblemException(
                            ProblemType.CONFLICT, "The inquiry is being set up.", Map.of(), Duration.ofSeconds(2)));
        }
        return isThere(sid).map(there -> {
            if (!there) {
                throw removed();
            }
            return new Result(done(inquiry.id, sid, inquiry.joined()), false);
        });
    }

    /** Whether Twilio has the conversation; assumed if Twilio cannot be asked. */
    private Uni<Boolean> isThere(String conversationSid) {
        return twilio.findConversation(conversationSid)
                .map(Optional::isPresent)
                .onFailure(failure -> failure instanceof TwilioException || failure instanceof ProblemException)
                .recoverWithItem(true);
    }

    private static ProblemException removed() {
        return new ProblemException(
                ProblemType.CONFLICT, "The inquiry's conversation was removed: another id begins a new one.");
    }

    private static InquiryView done(String id, String conversationSid, boolean joined) {
        return new InquiryView(id, "done", conversationSid, joined, null, null);
    }

    private static Set<String> differences(JsonObject given, JsonObject stored) {
        Set<String> names = new TreeSet<>(given.fieldNames());
        names.addAll(stored.fieldNames());
        names.removeIf(name -> Objects.equals(given.getValue(name), stored.getValue(name)));
        return names;
    }

    private InquiryRequest read(JsonObject content) {
        try {
            return json.readValue(content.encode(), InquiryRequest.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an inquiry that was accepted can be read again", e);
        }
    }
}
