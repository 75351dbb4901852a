package travel.baboo.messaging.common.trace;

import io.opentelemetry.context.Context;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.function.Supplier;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The logging context of one event: {@code eventId} and {@code conversationSid}, beside the trace id, in every line logged
 * within.
 *
 * <p>For a block on one thread. Callbacks need a context of their own, because batches and lanes share threads.
 *
 * @param key the event's ordering key; logged only if it is a conversation
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
        return Vertx.currentContext() instanceof ContextInternal shared && !VertxContext.isDuplicatedContext(shared)
                ? dispatch((ContextInternal) VertxContext.createNewDuplicatedContext(shared), work)
                : attached(work);
    }

    /**
     * Quarkus keeps the MDC and the trace in a duplicated Vert.x context. On any other context, such as a timer's, it creates a new one for
     * every access, and values set there are lost.
     */
    private <T> T dispatch(ContextInternal own, Supplier<T> work) {
        ContextInternal outer = own.beginDispatch();
        try {
            return attached(work);
        } finally {
            own.endDispatch(outer);
        }
    }

    private <T> T attached(Supplier<T> work) {
        Object outerEvent = MDC.get(EVENT_ID);
        Object outerConversation = MDC.get(CONVERSATION_SID);
        set(EVENT_ID, eventId);
        set(CONVERSATION_SID, key != null && key.startsWith(CONVERSATION_PREFIX) ? key : null);
        try {
            return trace.wrapSupplier(work).get();
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
