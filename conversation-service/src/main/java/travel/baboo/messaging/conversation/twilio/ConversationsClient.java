package travel.baboo.messaging.conversation.twilio;

import com.twilio.base.Resource;
import com.twilio.base.ResourceSet;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.common.twilio.TwilioHttpClient;

/**
 * Calls to Twilio Conversations, each under the {@link TwilioGuard}.
 *
 * <p>Every change sends {@code X-Twilio-Webhook-Enabled: true}, so that it comes back as an event.
 * Failures are {@link TwilioException}s; only throttled calls
 * are retried.
 */
@Singleton
public class ConversationsClient {

    private static final int PAGE_SIZE = 100;

    private final TwilioRestClient client;
    private final ServiceLocator service;
    private final RoleSids roles;
    private final TwilioGuard guard;

    ConversationsClient(TwilioRestClient client, ServiceLocator service, RoleSids roles, TwilioGuard guard) {
        this.client = client;
        this.service = service;
        this.roles = roles;
        this.guard = guard;
    }

    /** The conversation with this SID or unique name, if there is one. */
    public Uni<Optional<Conversation>> findConversation(String sidOrUniqueName) {
        return blocking(() -> optional(() -> Conversation.fetcher(service.sid().value(), sidOrUniqueName)
                        .fetch(client)))
                .map(found -> found.filter(conversation -> sidOrUniqueName.equals(conversation.getSid())
                        || sidOrUniqueName.equals(conversation.getUniqueName())));
    }

    /**
     * Creates a conversation.
     *
     * @param inactiveAfter idle time until it becomes inactive; null for the account's default
     * @param closedAfter inactive time until it is closed; null for the account's default
     */
    public Uni<Conversation> createConversation(
            String uniqueName,
            String friendlyName,
            String attributes,
            @Nullable Duration inactiveAfter,
            @Nullable Duration closedAfter) {
        return blocking(() -> {
            var creator = Conversation.creator(service.sid().value())
                    .setUniqueName(uniqueName)
                    .setFriendlyName(TwilioHttpClient.literal(friendlyName))
                    .setAttributes(attributes)
                    .setXTwilioWebhookEnabled(Conversation.WebhookEnabledType.TRUE);
            if (inactiveAfter != null) {
                creator.setTimersInactive(inactiveAfter.toString());
            }
            if (closedAfter != null) {
                creator.setTimersClosed(closedAfter.toString());
            }
            return creator.create(client);
        });
    }

    /** Deletes a conversation if it exists. */
    public Uni<Void> deleteConversation(String sid) {
        return blocking(() -> optional(() -> Conversation.deleter(service.sid().value(), sid)
                        .setXTwilioWebhookEnabled(Conversation.WebhookEnabledType.TRUE)
                        .delete(client)))
                .replaceWithVoid();
    }

    /** Changes the fields that are not null. */
    public Uni<Conversation> updateConversation(
            String sid,
            @Nullable String friendlyName,
            @Nullable String attributes,
            Conversation.@Nullable State state) {
        return blocking(() -> {
            var updater = Conversation.updater(service.sid().value(), sid)
                    .setXTwilioWebhookEnabled(Conversation.WebhookEnabledType.TRUE);
            if (friendlyName != null) {
                updater.setFriendlyName(TwilioHttpClient.literal(friendlyName));
            }
            if (attributes != null) {
                updater.setAttributes(attributes);
            }
            if (state != null) {
                updater.setState(state);
            }
            return updater.update(client);
        });
    }

    public Uni<List<Participant>> participants(String conversationSid) {
        return blocking(() -> all(Participant.reader(service.sid().value(), conversationSid)
                .pageSize(PAGE_SIZE)
                .read(client)));
    }

    /** Adds a participant with an identity and the conversation role for their business role. */
    public Uni<Participant> addByIdentity(String conversationSid, String identity, Role role, String attributes) {
        return blocking(() -> Participant.creator(service.sid().value(), conversationSid)
                .setIdentity(TwilioHttpClient.literal(identity))
                .setRoleSid(roles.sid(TwilioRole.inConversation(role)))
                .setAttributes(attributes)
                .setXTwilioWebhookEnabled(Participant.WebhookEnabledType.TRUE)
                .create(client));
    }

    /**
     * Adds a participant with a phone.
     *
     * @param address the participant's address, E.164 or {@code whatsapp:} and E.164
     * @param proxyAddress our address on the same channel
     */
    public Uni<Participant> addByAddress(
            String conversationSid, String address, String proxyAddress, String attributes) {
        return blocking(() -> Participant.creator(service.sid().value(), conversationSid)
                .setMessagingBindingAddress(address)
                .setMessagingBindingProxyAddress(proxyAddress)
                .setAttributes(attributes)
                .setXTwilioWebhookEnabled(Participant.WebhookEnabledType.TRUE)
                .create(client));
    }

    /**
     * Removes a participant; returns whether there was one.
     *
     * @param deadline the latest time to start the call
     */
    public Uni<Boolean> removeParticipant(String conversationSid, String participantSid, Deadline deadline) {
        return blocking(() -> {
            deadline.requireAhead();
            return optional(() -> Participant.deleter(service.sid().value(), conversationSid, participantSid)
                            .setXTwilioWebhookEnabled(Participant.WebhookEnabledType.TRUE)
                            .delete(client))
                    .isPresent();
        });
    }

    /**
     * Sends a message.
     *
     * @param deadline the latest time to start the call
     */
    public Uni<Message> sendMessage(String conversationSid, NewMessage message, Deadline deadline) {
        return blocking(() -> {
            deadline.requireAhead();
            var creator = Message.creator(service.sid().value(), conversationSid)
                    .setAuthor(TwilioHttpClient.literal(message.author()))
                    .setAttributes(message.attributes())
                    .setXTwilioWebhookEnabled(Message.WebhookEnabledType.TRUE);
            if (message.body() != null) {
                creator.setBody(TwilioHttpClient.literal(message.body()));
            }
            if (message.contentSid() != null) {
                creator.setContentSid(message.contentSid());
            }
            if (message.contentVariables() != null) {
                creator.setContentVariables(message.contentVariables());
            }
            if (message.mediaSid() != null) {
                creator.setMediaSid(message.mediaSid());
            }
            return creator.create(client);
        });
    }

    /** A message's current attributes at Twilio; null if it has none. */
    public Uni<@Nullable String> messageAttributes(String conversationSid, String messageSid) {
        return blocking(() -> Message.fetcher(service.sid().value(), conversationSid, messageSid)
                .fetch(client)
                .getAttributes());
    }

    /** Replaces a message's attributes without firing a webhook. */
    public Uni<Void> writeMessageAttributes(String conversationSid, String messageSid, String attributes) {
        return blocking(() -> Message.updater(service.sid().value(), conversationSid, messageSid)
                        .setAttributes(attributes)
                        .update(client))
                .replaceWithVoid();
    }

    /** The latest messages of a conversation, newest first. */
    public Uni<List<Message>> latestMessages(String conversationSid, int limit) {
        return blocking(() -> all(Message.reader(service.sid().value(), conversationSid)
                .setOrder(Message.OrderType.DESC)
                .pageSize(Math.min(limit, PAGE_SIZE))
                .limit(limit)
                .read(client)));
    }

    /** The newest matching message created since a time; older ones are not read. */
    public Uni<Optional<Message>> findMessage(String conversationSid, Instant since, Predicate<Message> wanted) {
        return blocking(() -> {
            for (Message message : Message.reader(service.sid().value(), conversationSid)
                    .setOrder(Message.OrderType.DESC)
                    .pageSize(PAGE_SIZE)
                    .read(client)) {
                if (message.getDateCreated().toInstant().isBefore(since)) {
                    return Optional.<Message>empty();
                }
                if (wanted.test(message)) {
                    return Optional.of(message);
                }
            }
            return Optional.<Message>empty();
        });
    }

    private static <T> Optional<T> optional(Supplier<T> fetch) {
        try {
            return Optional.of(fetch.get());
        } catch (TwilioException e) {
            if (e.kind() == TwilioErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static <T extends Resource> List<T> all(ResourceSet<T> set) {
        List<T> items = new ArrayList<>();
        set.forEach(items::add);
        return items;
    }

    /** Runs an SDK call under the guard. */
    <T> Uni<T> blocking(Supplier<T> call) {
        return guard.call(call);
    }
}
