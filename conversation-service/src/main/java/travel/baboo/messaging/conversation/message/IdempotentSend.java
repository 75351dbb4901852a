package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.sid.MessageSid;
import travel.baboo.messaging.conversation.contactdetail.Checked;
import travel.baboo.messaging.conversation.contactdetail.ContactDetails;
import travel.baboo.messaging.conversation.contactdetail.Direction;
import travel.baboo.messaging.conversation.contactdetail.Draft;
import travel.baboo.messaging.conversation.message.SentMessageRepository.Claim;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;
import travel.baboo.messaging.conversation.twilio.Deadline;
import travel.baboo.messaging.conversation.twilio.NewMessage;
import travel.baboo.messaging.conversation.twilio.TwilioAnswers;
import travel.baboo.messaging.conversation.twilio.TwilioEffects;

/**
 * Sends messages through Twilio, each once per idempotency key: messages of callers and scenarios, and first messages of inquiries.
 *
 * <p>Every message carries our own id in its attributes. If the fate of an earlier attempt is unknown, the conversation is searched for
 * that id, back to the first use of the key, before the message is sent again. It is never sent again while the earlier call
 * may still take effect.
 */
@Singleton
class IdempotentSend {

    /** Allowance for clock skew between Twilio and the database. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** Maximum age, before the key, of a message with another of our ids. */
    private static final Duration AGE_OF_OTHERS = Duration.ofDays(1);

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(5);

    private final ConversationsClient twilio;
    private final TwilioAnswers answers;
    private final SentMessageRepository repository;
    private final ContactDetails contactDetails;
    private final SenderLabels labels;
    private final ObjectMapper json;
    private final Clock clock;

    IdempotentSend(
            ConversationsClient twilio,
            TwilioAnswers answers,
            SentMessageRepository repository,
            ContactDetails contactDetails,
            SenderLabels labels,
            ObjectMapper json,
            Clock clock) {
        this.twilio = twilio;
        this.answers = answers;
        this.repository = repository;
        this.contactDetails = contactDetails;
        this.labels = labels;
        this.json = json;
        this.clock = clock;
    }

    /** Sends a message, or returns the one that the key already sent. Without a key, always sends. */
    Uni<SentMessage> send(OutgoingMessage message, @Nullable String idempotencyKey) {
        return send(message, idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey, Set.of());
    }

    /**
     * Sends to the conversation of the key's earlier message, or else to the target that is looked up: an address may have moved
     * to another conversation, or to none.
     *
     * @param named the conversation that the caller named; null for another target
     * @param target the other target; null if a conversation was named
     */
    Uni<SentMessage> send(
            String sender,
            String key,
            @Nullable String named,
            @Nullable String target,
            Supplier<Uni<ConversationSid>> lookUp,
            Function<ConversationSid, OutgoingMessage> message) {
        return repository
                .load(sender, key)
                .chain(known -> known.isEmpty()
                        ? lookUp.get()
                        : Uni.createFrom().item(() -> storedTarget(known.get(), named, target)))
                .chain(conversation -> send(message.apply(conversation), key));
    }

    private static ConversationSid storedTarget(
            SentMessageRecord known, @Nullable String named, @Nullable String target) {
        boolean same = named == null
                ? known.target == null || known.target.equals(target)
                : known.conversationSid.equals(named);
        if (!same) {
            throw reused();
        }
        return new ConversationSid(known.conversationSid);
    }

    /**
     * Sends a message, or returns the one that the key already sent.
     *
     * @param otherIds our ids under which the message may already exist
     */
    Uni<SentMessage> send(OutgoingMessage message, String key, Set<String> otherIds) {
        Deadline deadline = Deadline.begin();
        return repository.claim(message, key).chain(claim -> {
            SentMessageRecord record = claim.record();
            if (!record.contentHash.equals(message.contentHash())) {
                throw reused();
            }
            SentMessage sent = record.sent();
            if (sent != null) {
                return withHidden(record, sent);
            }
            if (claim.mine()) {
                return sendUnder(claim, message, otherIds, deadline);
            }
            return record.unknown
                    ? find(record, otherIds)
                            .chain(found -> withHidden(record, found.orElseThrow(() -> underWay(record))))
                    : Uni.createFrom().failure(underWay(record));
        });
    }

    private Uni<SentMessage> sendUnder(Claim claim, OutgoingMessage message, Set<String> otherIds, Deadline deadline) {
        Uni<Optional<SentMessage>> present = claim.fresh() && otherIds.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : find(claim.record(), otherIds).onFailure().call(() -> repository.release(claim.record()));
        return present.chain(found -> found.isPresent()
                ? withHidden(claim.record(), found.get())
                : check(claim, message)
                        .onFailure()
                        .call(() -> repository.release(claim.record()))
                        .chain(checked -> sendNow(claim.record(), message, checked, deadline)));
    }

    /** A later attempt with the key decides again: the record of what an earlier one would have hidden is replaced or removed. */
    private Uni<Checked> check(Claim claim, OutgoingMessage message) {
        UUID id = claim.record().clientId;
        String body = message.content().body();
        Direction direction = message.direction();
        if (direction == null) {
            return Uni.createFrom().item(Checked.unchanged(body));
        }
        return contactDetails
                .check(new Draft(id, message.conversation().value(), message.author(), direction, body))
                .call(checked -> claim.fresh() || checked.id() != null
                        ? Uni.createFrom().voidItem()
                        : contactDetails.forget(id));
    }

    private Uni<SentMessage> withHidden(SentMessageRecord record, SentMessage sent) {
        return contactDetails.hidden(record.clientId).map(sent::hiding);
    }

    private Uni<SentMessage> sendNow(
            SentMessageRecord claimed, OutgoingMessage message, Checked checked, Deadline deadline) {
        return Uni.createFrom()
                .deferred(() -> twilio.sendMessage(
                        message.conversation().value(),
                        created(message, checked, claimed.clientId.toString()),
                        deadline))
                .call(answers::messageAdded)
                .map(created -> sent(created).hiding(checked.hidden()))
                .onFailure()
                .call(failure -> TwilioEffects.isCertainlyNone(failure)
                        ? repository.release(claimed)
                        : repository.keepUnknown(claimed))
                .call(sent -> repository.complete(claimed, sent))
                .call(sent -> contactDetails.published(checked, sent.sid().value()));
    }

    private NewMessage created(OutgoingMessage message, Checked checked, String clientId) {
        MessageContent content = message.content();
        return new NewMessage(
                message.author(),
                checked.body(),
                content.contentSid(),
                content.contentVariables() == null
                        ? null
                        : content.contentVariables().toString(),
                content.mediaSid(),
                OwnAttributes.of(message, clientId, checked, labels));
    }

    /** Finds the key's message at Twilio, no older than the key, and records it. */
    private Uni<Optional<SentMessage>> find(SentMessageRecord record, Set<String> otherIds) {
        String clientId = record.clientId.toString();
        return twilio.findMessage(
                        record.conversationSid,
                        record.createdAt.minus(otherIds.isEmpty() ? CLOCK_SKEW : AGE_OF_OTHERS),
                        message -> {
                            String id = clientIdOf(message.getAttributes());
                            return clientId.equals(id) || (id != null && otherIds.contains(id));
                        })
                .map(found -> found.map(IdempotentSend::sent))
                .call(found -> found.isPresent()
                        ? repository.complete(record, found.get())
                        : Uni.createFrom().voidItem());
    }

    private @Nullable String clientIdOf(@Nullable String attributes) {
        try {
            JsonNode node = attributes == null ? null : json.readTree(attributes);
            return node == null ? null : node.path(OwnAttributes.CLIENT_ID).asText(null);
        } catch (JsonProcessingException notOurs) {
            return null;
        }
    }

    private static SentMessage sent(Message message) {
        Integer index = message.getIndex();
        return new SentMessage(
                new ConversationSid(message.getConversationSid()),
                new MessageSid(message.getSid()),
                index == null ? null : index.longValue(),
                List.of());
    }

    private static ProblemException reused() {
        return new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED, "The key was used for another message before.");
    }

    private ProblemException underWay(SentMessageRecord record) {
        Duration left =
                record.leasedUntil == null ? Duration.ZERO : Duration.between(clock.instant(), record.leasedUntil);
        Duration wait = left.isNegative() ? Duration.ZERO : left;
        return new ProblemException(
                ProblemType.CONFLICT,
                "A request with this key is under way, or its effect is unknown.",
                Map.of(),
                wait.compareTo(LONGEST_RETRY_AFTER) < 0 ? wait : LONGEST_RETRY_AFTER);
    }
}
