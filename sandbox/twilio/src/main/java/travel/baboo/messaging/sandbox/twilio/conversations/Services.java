package travel.baboo.messaging.sandbox.twilio.conversations;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.state.Changes;
import travel.baboo.messaging.sandbox.state.Persistent;
import travel.baboo.messaging.sandbox.twilio.Sid;
import travel.baboo.messaging.sandbox.twilio.TwilioAccount;

/** The account's services and account-wide settings. One default service is always there. */
public final class Services implements Persistent {

    /** Account-wide settings. */
    record Defaults(
            String serviceSid,
            String messagingServiceSid,
            @Nullable Duration inactiveTimer,
            @Nullable Duration closedTimer) {}

    private record Saved(Defaults defaults, WebhookConfiguration webhooks, List<ChatService.Saved> services) {}

    private final Clock clock;
    private final Changes changes;
    private final TwilioAccount account;
    private final Map<String, ChatService> services = new LinkedHashMap<>();
    private ModelListener listener = ModelListener.NONE;
    private Defaults defaults;
    private WebhookConfiguration webhooks = WebhookConfiguration.NONE;

    public Services(Clock clock, Changes changes, TwilioAccount account) {
        this.clock = clock;
        this.changes = changes;
        this.account = account;
        this.defaults = firstDefaults();
    }

    /** Registers the listener for changes. */
    public void listen(ModelListener listener) {
        this.listener = listener;
    }

    private Defaults firstDefaults() {
        String sid = Objects.requireNonNullElseGet(account.conversationsServiceSid(), () -> Sid.create("IS"));
        ChatService first = new ChatService(sid, "Default Conversations Service", clock.instant());
        services.put(first.sid(), first);
        return new Defaults(first.sid(), account.messagingServiceSid(), null, null);
    }

    public List<ChatService> list() {
        return List.copyOf(services.values());
    }

    public @Nullable ChatService find(String sid) {
        return services.get(sid);
    }

    public ChatService defaultService() {
        return Objects.requireNonNull(services.get(defaults.serviceSid()));
    }

    ChatService create(String friendlyName) {
        ChatService service = new ChatService(Sid.create("IS"), friendlyName, clock.instant());
        services.put(service.sid(), service);
        changed();
        return service;
    }

    void remove(ChatService service) {
        services.remove(service.sid());
        changed();
    }

    Defaults defaults() {
        return defaults;
    }

    void defaults(Defaults changed) {
        defaults = changed;
        changed();
    }

    WebhookConfiguration webhooks() {
        return webhooks;
    }

    void webhooks(WebhookConfiguration changed) {
        webhooks = changed;
        changed();
    }

    /** A service with a configuration of its own fires only that one. */
    WebhookConfiguration webhooksOf(ChatService service) {
        return service.webhooks().isConfigured() ? service.webhooks() : webhooks;
    }

    /** To be called after any change of a service. */
    void changed() {
        changes.happened();
        listener.usersChanged();
    }

    @Override
    public String name() {
        return "services";
    }

    @Override
    public Object snapshot() {
        return new Saved(
                defaults,
                webhooks,
                services.values().stream().map(ChatService::toSaved).toList());
    }

    @Override
    public void restore(JsonNode node) {
        Saved saved = Json.MAPPER.convertValue(node, Saved.class);
        services.clear();
        saved.services().forEach(service -> services.put(service.sid(), new ChatService(service)));
        defaults = saved.defaults();
        webhooks = saved.webhooks();
    }

    @Override
    public void reset() {
        services.clear();
        webhooks = WebhookConfiguration.NONE;
        defaults = firstDefaults();
    }
}
