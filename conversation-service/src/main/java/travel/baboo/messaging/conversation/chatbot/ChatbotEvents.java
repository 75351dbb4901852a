package travel.baboo.messaging.conversation.chatbot;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.work.Passes;

/**
 * Observes, in the mirror's transaction, events that decide whether bot or person answers, and then synchronizes Twilio. Failures
 * are retried until they succeed, also after a restart.
 */
@Singleton
public class ChatbotEvents {

    private static final Logger LOG = Logger.getLogger(ChatbotEvents.class);

    private final Chatbot chatbot;
    private final ChatbotRepository repository;
    private final Passes passes;

    ChatbotEvents(Chatbot chatbot, ChatbotRepository repository) {
        this.chatbot = chatbot;
        this.repository = repository;
        passes = new Passes(
                () -> repository.unsettled().chain(this::settleAll).replaceWith(false),
                failure -> LOG.warnf("cause=%s A chatbot could not be attached or removed; retrying", failure));
    }

    @Scheduled(every = "${baboo.conversation.chatbot.repeat-every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> poll() {
        return chatbot.isConfigured() ? passes.run() : Uni.createFrom().voidItem();
    }

    void stop(@Observes ShutdownEvent event) {
        passes.stop();
    }

    /** Whether the event can decide who answers. */
    public boolean concerns(TwilioEvent event) {
        return chatbot.isConfigured() && (isWidgets(event) || mayBeOneOfOurs(event));
    }

    /** Records what the event decides. */
    public Uni<Void> notice(SqlConnection connection, TwilioEvent event) {
        String sid = String.valueOf(event.conversationSid());
        return isWidgets(event)
                ? repository.begin(connection, sid)
                : repository.takeOver(
                        connection, sid, event.fields().findText("Identity").orElse(""));
    }

    /** Wakes the synchronization before its next tick. */
    public void wake() {
        if (chatbot.isConfigured()) {
            passes.wake();
        }
    }

    private Uni<Void> settleAll(List<String> conversations) {
        return InTurn.each(conversations, sid -> chatbot.settle(sid)
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "conversationSid=%s cause=%s A chatbot could not be attached or removed; retrying",
                        sid, failure))
                .onFailure()
                .recoverWithNull());
    }

    /** Created by a browser, that is, by the widget. */
    private static boolean isWidgets(TwilioEvent event) {
        return event.eventType().equals(EventType.CONVERSATION_ADDED.twilioName())
                && event.conversationSid() != null
                && event.fields().findText("Source").filter("SDK"::equals).isPresent();
    }

    /** Whether a participant is staff, by our records and not by attributes that a browser can write. */
    private static boolean mayBeOneOfOurs(TwilioEvent event) {
        return event.eventType().equals(EventType.PARTICIPANT_ADDED.twilioName())
                && event.conversationSid() != null
                && event.fields().findText("Identity").isPresent();
    }
}
