package travel.baboo.messaging.conversation.inquiry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How inquiries become conversations, and how they are retried. */
@ConfigMapping(prefix = "baboo.conversation.inquiry")
public interface InquiryConfig {

    /** Idle time until a conversation becomes inactive, at least one minute; unset, the account's default. */
    Optional<Duration> inactiveAfter();

    /** Inactive time until a conversation is closed, at least ten minutes; unset, the account's default. */
    Optional<Duration> closedAfter();

    /** Identities of bots that are added to every inquiry. */
    Optional<List<String>> bots();

    /** How often the service polls for interrupted inquiries. */
    @WithDefault("10s")
    Duration resumeEvery();

    /** Back-off after the first failed attempt; doubles with each further attempt of the service. */
    @WithDefault("5s")
    Duration resumeAfter();

    /** Maximum back-off. */
    @WithDefault("15m")
    Duration resumeAtMostAfter();

    /** How long after its creation the service retries an inquiry. Then an operator must retry it. */
    @WithDefault("24h")
    Duration resumeFor();

    /** How long a claim lasts without renewal; then another instance continues the inquiry. */
    @WithDefault("60s")
    Duration lease();
}
