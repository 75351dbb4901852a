package travel.baboo.messaging.conversation.contactdetail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Contact details in messages before a booking: hidden or flagged. */
@ConfigMapping(prefix = "baboo.conversation.contact-detail")
public interface ContactDetailConfig {

    /**
     * Whether messages are examined. Provision then also asks Twilio to call us before it publishes a message, which
     * webhook-ingest-service needs {@code MESSAGE_CHECK_URL} for.
     */
    @WithDefault("false")
    boolean enabled();

    /** What happens to contact details in conversations without a mode of their own or of their tag: {@code off}, {@code flag}, {@code replace}. */
    @WithDefault("flag")
    Mode mode();

    /** Modes by the conversation's tag, such as {@code mode-by-tag.booked=off}. */
    Map<String, Mode> modeByTag();

    /** Messages that are examined: {@code inbound} from travelers, {@code outbound} from experts. */
    @WithDefault("inbound,outbound")
    Set<Direction> directions();

    /** Kinds of contact details: {@code phone}, {@code email}, {@code link}. */
    @WithDefault("phone,email,link")
    Set<Kind> kinds();

    /** Hosts whose links and e-mail addresses are no contact details, such as {@code example.com}, including the hosts below them. */
    Optional<List<String>> allowedHosts();

    /** The text instead of contact details. If it would make a message too long, {@code ***} is used. */
    @WithDefault("[hidden until the booking]")
    String placeholder();

    /**
     * Keys for the original texts of messages with hidden contact details: a name of 1 to 32 letters, digits, {@code _} or {@code -}, a colon,
     * and 32 bytes in Base64. The first one encrypts, all decrypt. Needed for the mode {@code replace}.
     */
    Optional<List<String>> keys();

    /** Maximum age of a mirrored message that is examined. Older ones come from a backfill. */
    @WithDefault("1d")
    Duration maxAge();

    /** How often the service polls for mirrored messages to decide on. */
    @WithDefault("1s")
    Duration interval();
}
