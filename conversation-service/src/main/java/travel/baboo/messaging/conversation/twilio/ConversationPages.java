package travel.baboo.messaging.conversation.twilio;

import com.twilio.base.Page;
import com.twilio.base.Reader;
import com.twilio.base.Resource;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import com.twilio.rest.conversations.v1.service.conversation.message.DeliveryReceipt;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads lists from Twilio page by page. One call makes one request. */
@Singleton
public class ConversationPages {

    private static final int PAGE_SIZE = 100;

    private final TwilioRestClient client;
    private final ServiceLocator service;
    private final ConversationsClient calls;

    ConversationPages(TwilioRestClient client, ServiceLocator service, ConversationsClient calls) {
        this.client = client;
        this.service = service;
        this.calls = calls;
    }

    /** The service that the conversations belong to. */
    public Uni<String> serviceSid() {
        return calls.blocking(() -> service.sid().value());
    }

    /** The conversation, if the service has it. */
    public Uni<Optional<Conversation>> find(String conversationSid) {
        return calls.findConversation(conversationSid);
    }

    /**
     * Conversations created since a time, or all.
     *
     * @param before the previous page; null for the first
     */
    public Uni<Page<Conversation>> conversations(@Nullable Instant since, @Nullable Page<Conversation> before) {
        return page(before, () -> {
            var reader = Conversation.reader(service.sid().value());
            return since == null
                    ? reader
                    : reader.setStartDate(since.truncatedTo(ChronoUnit.SECONDS).toString());
        });
    }

    public Uni<Page<Participant>> participants(String conversationSid, @Nullable Page<Participant> before) {
        return page(before, () -> Participant.reader(service.sid().value(), conversationSid));
    }

    public Uni<Page<Message>> messages(String conversationSid, @Nullable Page<Message> before) {
        return page(before, () -> Message.reader(service.sid().value(), conversationSid)
                .setOrder(Message.OrderType.ASC));
    }

    public Uni<Page<DeliveryReceipt>> receipts(
            String conversationSid, String messageSid, @Nullable Page<DeliveryReceipt> before) {
        return page(before, () -> DeliveryReceipt.reader(service.sid().value(), conversationSid, messageSid));
    }

    private <T extends Resource> Uni<Page<T>> page(@Nullable Page<T> before, Supplier<Reader<T>> reader) {
        return calls.blocking(() -> {
            Reader<T> ready = reader.get().pageSize(PAGE_SIZE);
            return before == null ? ready.firstPage(client) : ready.nextPage(before, client);
        });
    }
}
