package travel.baboo.messaging.conversation.inquiry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What inquiries become, and how hard the service tries. */
@ConfigMapping(prefix = "baboo.conversation.inquiry")
public interface InquiryConfig {

    /** When a conversation turns inactive without a message, at least one minute; unset, the account's setting. */
    Optional<Duration> inactiveAfter();

    /** When an inactive conversation is closed, at least ten minutes; unset, the account's setting. */
    Optional<Duration> closedAfter();

    /** Identities of bots that take part in every inquiry. */
    Optional<List<String>> bots();

    /** How often the service looks for inquiries that were left half-way. */
    @WithDefault("10s")
    Duration resumeEvery();

    /** How long it waits after an attempt that failed; twice as long after each further one of its own. */
    @WithDefault("5s")
    Duration resumeAfter();

    /** How long it waits at most between two attempts of its own. */
    @WithDefault("15m")
    Duration resumeAtMostAfter();

    /** How long after an inquiry was made the service goes on by itself before a person has to look. */
    @WithDefault("24h")
    Duration resumeFor();

    /** How long an instance may be silent before another goes on with its inquiry. */
    @WithDefault("60s")
    Duration lease();
}
