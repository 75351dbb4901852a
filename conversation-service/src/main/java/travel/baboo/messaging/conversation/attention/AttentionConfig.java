package travel.baboo.messaging.conversation.attention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Unread notices and response clocks. */
@ConfigMapping(prefix = "baboo.conversation.attention")
public interface AttentionConfig {

    /** Whether anybody is notified and any clock runs. */
    @WithDefault("true")
    boolean enabled();

    /** How often the service looks for conversations that are due. */
    @WithDefault("1s")
    Duration interval();

    /** How long after an event its conversation is looked at: several events at once are one look. */
    @WithDefault("1s")
    Duration settle();

    /**
     * How many conversations an instance looks at in a second, so that looking takes no more than a part of what the mirror needs. While more
     * are due, several events of a conversation become one look, and what is due longest comes first.
     */
    @WithDefault("100")
    int looksPerSecond();

    /** How long a claim lasts; then another instance looks at the conversation. */
    @WithDefault("30s")
    Duration lease();

    /** Older messages neither start a clock nor cause a notice: they come from a backfill. */
    @WithDefault("7d")
    Duration maxAge();

    /** Where to read and answer; {@code {conversationSid}} stands for the conversation. Unset, events have no link. */
    Optional<String> link();

    /** Unread notices. */
    Notices notice();

    /** Response clocks. */
    Clocks clock();

    /** Business hours by name; those called {@code default} apply to every target without hours of its own. Unset, all hours count. */
    Map<String, Hours> hours();

    /** Unread notices. */
    interface Notices {

        /** Whether members are notified. */
        @WithDefault("true")
        boolean enabled();

        /** Who is: {@code expert}, {@code traveler}, {@code admin}. Visitors of the widget without an address never are. */
        @WithDefault("expert,traveler,admin")
        Set<String> roles();

        /** How long nobody has written before a notice goes out. */
        @WithDefault("5m")
        Duration quiet();

        /** The same for members of one role. */
        Map<String, Duration> quietByRole();

        /** How long a message waits at most for others to stop writing. */
        @WithDefault("30m")
        Duration longest();

        /** The least time between two notices for one member of a conversation. */
        @WithDefault("15m")
        Duration pause();

        /** When to remind a member who has read nothing since a notice, counted from that; empty for never. */
        @WithDefault("1h,24h")
        Optional<List<Duration>> reminders();

        /** When nobody is notified, such as {@code 21:00-07:30}; what is due then goes out at the end. */
        Optional<String> quietHours();

        /** The time zone of the quiet hours. */
        @WithDefault("UTC")
        String zone();

        /** How many characters of the first unread message a notice carries; 0 for none. */
        @WithDefault("0")
        int textLength();
    }

    /** Response clocks. */
    interface Clocks {

        /** Whether clocks run. */
        @WithDefault("true")
        boolean enabled();

        /** By when the first answer in a conversation is due. */
        @WithDefault("2h")
        Duration firstReply();

        /** By when every further answer is due. */
        @WithDefault("4h")
        Duration nextReply();

        /** The part of a target after which a wait is at risk. */
        @WithDefault("0.75")
        double atRiskShare();

        /** Whether a bot's message is an answer. */
        @WithDefault("false")
        boolean botsAnswer();

        /** An identity to alarm when a wait is overdue. */
        Optional<String> escalateTo();

        /** Particular targets by name; the first one in alphabetical order that fits applies. */
        Map<String, Targets> target();

        /** A particular target. */
        interface Targets {

            /** The conversations' tags; unset, all. */
            Optional<Set<String>> tags();

            /** The experts in the conversations; unset, all. */
            Optional<Set<String>> experts();

            /** By when the first answer is due; unset, as for others. */
            Optional<Duration> firstReply();

            /** By when every further answer is due; unset, as for others. */
            Optional<Duration> nextReply();

            /** The name of the business hours; unset, the default ones. */
            Optional<String> hours();

            /** An identity to alarm when a wait is overdue; unset, as for others. */
            Optional<String> escalateTo();
        }
    }

    /** Business hours. */
    interface Hours {

        /** The time zone. */
        @WithDefault("UTC")
        String zone();

        /** The spans of a day, {@code monday} to {@code sunday}, such as {@code 09:00-12:30 13:30-18:00}. */
        Map<String, String> days();

        /** Days without hours, such as {@code 2026-12-25}. */
        Optional<List<String>> holidays();
    }
}
