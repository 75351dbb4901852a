package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.Sid;

/** A Conversations service with its roles, users and settings; conversations are kept apart, in {@link Rooms}. */
public final class ChatService {

    /** The settings of a service. */
    record Settings(String creatorRoleSid, String conversationRoleSid, String serviceRoleSid, boolean reachability) {}

    /**
     * How often Twilio repeats webhooks: settings of Chat v2.
     *
     * @param pre of pre-event webhooks
     * @param post of post-event webhooks
     */
    record Retries(int pre, int post) {

        static final Retries NONE = new Retries(0, 0);
    }

    /** @param retries null in states from before they were kept */
    record Saved(
            String sid,
            @Nullable String friendlyName,
            Instant created,
            Settings settings,
            WebhookConfiguration webhooks,
            List<Role> roles,
            List<User> users,
            @Nullable Retries retries) {}

    private final String sid;
    private final @Nullable String friendlyName;
    private final Instant created;
    private final Map<String, Role> roles = new LinkedHashMap<>();
    private final Map<String, User> usersBySid = new LinkedHashMap<>();
    private final Map<String, String> userSids = new LinkedHashMap<>();
    private Settings settings;
    private WebhookConfiguration webhooks;
    private Retries retries = Retries.NONE;

    ChatService(String sid, @Nullable String friendlyName, Instant now) {
        this.sid = sid;
        this.friendlyName = friendlyName;
        this.created = now;
        this.webhooks = WebhookConfiguration.NONE;
        DefaultRoles defaults = DefaultRoles.create(now);
        defaults.all().forEach(role -> roles.put(role.sid(), role));
        this.settings = new Settings(
                defaults.channelAdmin().sid(),
                defaults.channelUser().sid(),
                defaults.serviceUser().sid(),
                false);
    }

    ChatService(Saved saved) {
        this.sid = saved.sid();
        this.friendlyName = saved.friendlyName();
        this.created = saved.created();
        this.settings = saved.settings();
        this.webhooks = saved.webhooks();
        saved.roles().forEach(role -> roles.put(role.sid(), role));
        saved.users().forEach(this::save);
        this.retries = Objects.requireNonNullElse(saved.retries(), Retries.NONE);
    }

    Saved toSaved() {
        return new Saved(
                sid,
                friendlyName,
                created,
                settings,
                webhooks,
                List.copyOf(roles.values()),
                List.copyOf(usersBySid.values()),
                retries);
    }

    public String sid() {
        return sid;
    }

    @Nullable
    String friendlyName() {
        return friendlyName;
    }

    Instant created() {
        return created;
    }

    Settings settings() {
        return settings;
    }

    /** The role of a user who creates a conversation in a browser. */
    public String creatorRoleSid() {
        return settings.creatorRoleSid();
    }

    /** The role of everyone else in a conversation. */
    public String conversationRoleSid() {
        return settings.conversationRoleSid();
    }

    /** Whether users see who is online. */
    public boolean reachability() {
        return settings.reachability();
    }

    void settings(Settings changed) {
        settings = changed;
    }

    WebhookConfiguration webhooks() {
        return webhooks;
    }

    void webhooks(WebhookConfiguration changed) {
        webhooks = changed;
    }

    Retries retries() {
        return retries;
    }

    void retries(Retries changed) {
        retries = changed;
    }

    List<Role> roles() {
        return new ArrayList<>(roles.values());
    }

    public @Nullable Role findRole(String roleSid) {
        return roles.get(roleSid);
    }

    void save(Role role) {
        roles.put(role.sid(), role);
    }

    void removeRole(String roleSid) {
        roles.remove(roleSid);
    }

    List<User> users() {
        return new ArrayList<>(usersBySid.values());
    }

    /** By SID or by identity. */
    public @Nullable User findUser(String sidOrIdentity) {
        User bySid = usersBySid.get(sidOrIdentity);
        if (bySid != null) {
            return bySid;
        }
        String userSid = userSids.get(sidOrIdentity);
        return userSid == null ? null : usersBySid.get(userSid);
    }

    void save(User user) {
        usersBySid.put(user.sid(), user);
        userSids.put(user.identity(), user.sid());
    }

    void removeUser(User user) {
        usersBySid.remove(user.sid());
        userSids.remove(user.identity());
    }

    User newUser(
            String identity,
            @Nullable String name,
            @Nullable String attributes,
            @Nullable String roleSid,
            Instant now) {
        return new User(
                Sid.create("US"),
                identity,
                name,
                Objects.requireNonNullElse(attributes, "{}"),
                Objects.requireNonNullElse(roleSid, settings.serviceRoleSid()),
                now,
                now);
    }
}
