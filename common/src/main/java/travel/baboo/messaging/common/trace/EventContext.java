package travel.baboo.messaging.common.trace;

import io.opentelemetry.context.Context;
import java.util.function.Supplier;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * What is done about one event: {@code eventId} and {@code conversationSid} stand beside the trace's id in every line that is logged
 * meanwhile.
 *
 * <p>For a block on one thread. What goes on later, in a callback, has to be run so again: batches and lanes share their threads.
 *
 * @param key what keeps the event's order; told only when it is a conversation
 */
public record EventContext(@Nullable String eventId, @Nullable String key, Context trace) {

    public static final String EVENT_ID = "eventId";
    public static final String CONVERSATION_SID = "conversationSid";

    private static final String CONVERSATION_PREFIX = "CH";

    public void run(Runnable work) {
        call(() -> {
            work.run();
            return this;
        });
    }

    public <T> T call(Supplier<T> work) {
        Object outerEvent = MDC.get(EVENT_ID);
        Object outerConversation = MDC.get(CONVERSATION_SID);
        set(EVENT_ID, eventId);
        set(CONVERSATION_SID, key != null && key.startsWith(CONVERSATION_PREFIX) ? key : null);
        try {
            // Attaching a trace may replace what stands in the MDC: it is set again inside.
            return trace.wrapSupplier(() -> {
                        set(EVENT_ID, eventId);
                        set(CONVERSATION_SID, key != null && key.startsWith(CONVERSATION_PREFIX) ? key : null);
                        return work.get();
                    })
                    .get();
        } finally {
            set(EVENT_ID, outerEvent);
            set(CONVERSATION_SID, outerConversation);
        }
    }

    private static void set(String name, @Nullable Object value) {
        if (value == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, value);
        }
    }
}
