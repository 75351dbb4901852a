package travel.baboo.messaging.conversation.contactdetail;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.setting.Setting;

/** Decides by the settings what happens to contact details in a message. An invalid setting fails the start with its name. */
@Singleton
public class Policies {

    private static final String PREFIX = "baboo.conversation.contact-detail.";

    private final ContactDetailConfig config;
    private final Detector detector;
    private final Cipher cipher;
    private final Map<String, Mode> modeByTag;

    Policies(ContactDetailConfig config) {
        this.config = config;
        this.modeByTag = Map.copyOf(config.modeByTag());
        this.detector = new Detector(config.kinds(), hosts(config));
        this.cipher = Cipher.of(PREFIX + "keys", config.keys().orElse(List.of()));
        if (config.enabled()
                && !cipher.canEncrypt()
                && (config.mode() == Mode.REPLACE || modeByTag.containsValue(Mode.REPLACE))) {
            throw new IllegalArgumentException(PREFIX + "keys is needed for the mode replace");
        }
        if (!detector.find(config.placeholder()).isEmpty()) {
            throw new IllegalArgumentException(PREFIX + "placeholder must not contain contact details");
        }
    }

    private static Set<String> hosts(ContactDetailConfig config) {
        return new HashSet<>(
                Setting.parseAll(PREFIX + "allowed-hosts", config.allowedHosts().orElse(List.of()), Policies::host));
    }

    private static String host(String text) {
        Host host = Host.read(text, 0, false);
        if (host == null || host.end() != text.length() || host.spelled()) {
            throw new IllegalArgumentException("must be a host such as example.com");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    public boolean enabled() {
        return config.enabled();
    }

    /** Whether contact details can be hidden: originals need a key. */
    public boolean canReplace() {
        return config.enabled() && cipher.canEncrypt();
    }

    Cipher cipher() {
        return cipher;
    }

    public boolean covers(Direction direction) {
        return config.directions().contains(direction);
    }

    /**
     * The mode of a conversation.
     *
     * @param own what was set for the conversation; null for nothing
     * @param tag its tag; null without one
     */
    public Mode mode(@Nullable Mode own, @Nullable String tag) {
        Mode mode = own != null ? own : tag == null ? config.mode() : modeByTag.getOrDefault(tag, config.mode());
        return mode == Mode.REPLACE && !canReplace() ? Mode.FLAG : mode;
    }

    Detection find(String text) {
        return detector.find(text);
    }

    /** Whether a mirrored message must be decided on. */
    public boolean concerns(@Nullable String body, Instant createdAt, Instant now) {
        return config.enabled()
                && body != null
                && createdAt.plus(config.maxAge()).isAfter(now)
                && !detector.find(body).isEmpty();
    }

    /** The contact details in a text; empty for none. */
    public List<HiddenDetail> detailsIn(String text) {
        return detector.find(text).counts();
    }

    String replaced(Detection detection, int maxLength) {
        return detection.replaced(config.placeholder(), maxLength);
    }
}
