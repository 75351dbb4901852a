package travel.baboo.messaging.conversation.reconcile;

import com.twilio.base.Page;
import com.twilio.base.Resource;
import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import com.twilio.rest.conversations.v1.service.conversation.message.DeliveryReceipt;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.twilio.ConversationPages;

/** Reads whole lists from Twilio, one page per permit of the reconciler's throttle. */
@Singleton
class ThrottledPages {

    private final ConversationPages twilio;
    private final RequestThrottle throttle;

    ThrottledPages(ConversationPages twilio, RequestThrottle throttle) {
        this.twilio = twilio;
        this.throttle = throttle;
    }

    Uni<String> serviceSid() {
        return twilio.serviceSid();
    }

    Uni<Optional<Conversation>> find(String sid) {
        return throttle.permit().chain(() -> twilio.find(sid));
    }

    Uni<List<Participant>> participants(String conversationSid) {
        return all((@Nullable Page<Participant> before) -> twilio.participants(conversationSid, before));
    }

    Uni<List<Message>> messages(String conversationSid) {
        return all((@Nullable Page<Message> before) -> twilio.messages(conversationSid, before));
    }

    Uni<List<DeliveryReceipt>> receipts(String conversationSid, String messageSid) {
        return all((@Nullable Page<DeliveryReceipt> before) -> twilio.receipts(conversationSid, messageSid, before));
    }

    private <T extends Resource> Uni<List<T>> all(Function<@Nullable Page<T>, Uni<Page<T>>> read) {
        List<T> items = new ArrayList<>();
        return next(read, null, items).replaceWith(items);
    }

    private <T extends Resource> Uni<Void> next(
            Function<@Nullable Page<T>, Uni<Page<T>>> read, @Nullable Page<T> before, List<T> items) {
        return throttle.permit().chain(() -> read.apply(before)).chain(page -> {
            items.addAll(page.getRecords());
            return page.hasNextPage()
                    ? next(read, page, items)
                    : Uni.createFrom().voidItem();
        });
    }
}
