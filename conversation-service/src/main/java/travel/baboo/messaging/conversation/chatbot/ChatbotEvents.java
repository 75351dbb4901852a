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
import travel.baboo.messaging.conversation.work.InTurn;
import travel.baboo.messaging.conversation.work.Passes;

/**
 * Notices, in the mirror's transaction, what decides over bot or person, and has Twilio brought in line afterwards. What fails
 * there is tried again until it is done, after a restart too.
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
    Uni<Void> look() {
        return chatbot.isConfigured() ? passes.run() : Uni.createFrom().voidItem();
    }

    void stop(@Observes ShutdownEvent event) {
        passes.stop();
    }

    /** Whether the event may decide who answers. */
    public boolean concerns(TwilioEvent event) {
        return chatbot.isConfigured() && (isWidgets(event) || mayBeOneOfOurs(event));
    }

    /** Keeps what the event decides. */
    public Uni<Void> notice(SqlConnection connection, TwilioEvent event) {
        String sid = String.valueOf(event.conversationSid());
        return isWidgets(event)
                ? repository.begin(connection, sid)
                : repository.takeOver(
                        connection, sid, event.fields().findText("Identity").orElse(""));
    }

    /** Something may have been decided: brings Twilio in line now rather than at the next tick. */
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

    /** A browser has made the conversation: the widget. */
    private static boolean isWidgets(TwilioEvent event) {
        return event.eventType().equals(EventType.CONVERSATION_ADDED.twilioName())
                && event.conversationSid() != null
                && event.fields().findText("Source").filter("SDK"::equals).isPresent();
    }

    /** Whether it is one of ours is decided by what we know, not by attributes that a browser can write. */
    private static boolean mayBeOneOfOurs(TwilioEvent event) {
        return event.eventType().equals(EventType.PARTICIPANT_ADDED.twilioName())
                && event.conversationSid() != null
                && event.fields().findText("Identity").isPresent();
    }
}
