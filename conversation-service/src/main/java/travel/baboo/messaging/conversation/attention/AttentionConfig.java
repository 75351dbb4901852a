package travel.baboo.messaging.conversation.attention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import travel.baboo.messaging.conversation.attention.arrival.FallbackPolicy;

/** Unread notices, response clocks, and what does not reach the traveler's phone. */
@ConfigMapping(prefix = "baboo.conversation.attention")
public interface AttentionConfig {

    /** Whether conversations are reviewed: for unread notices, response clocks, arrivals and automatic replies. */
    @WithDefault("true")
    boolean enabled();

    /** How often the service polls for conversations that are due for review. */
    @WithDefault("1s")
    Duration interval();

    /** Delay from an event to the review of its conversation. Events within this time share one review. */
    @WithDefault("1s")
    Duration settle();

    /**
     * Maximum number of reviews per second and instance. The limit leaves capacity for the mirror. While more conversations are due, the
     * events of a conversation share one review, and the conversation that has been due longest is reviewed first.
     */
    @WithDefault("100")
    int reviewsPerSecond();

    /** How long a claim lasts. When it expires, another instance can review the conversation. */
    @WithDefault("30s")
    Duration lease();

    /** Maximum age of a message or an opt-out that starts a clock or causes an event. Older ones come from a backfill. */
    @WithDefault("7d")
    Duration maxAge();

    /** URL of a conversation, with the placeholder {@code {conversationSid}}. If unset, events have no link. */
    Optional<String> link();

    /** Unread notices. */
    Notices notice();

    /** Response clocks. */
    Clocks clock();

    /** Messages that do not reach the traveler's phone. */
    Arrivals arrival();

    /** Automatic replies outside business hours. */
    Away away();

    /** Business hours by name. {@code default} applies to every target without hours of its own. If unset, all hours count. */
    Map<String, Hours> hours();

    /** Unread notices. */
    interface Notices {

        /** Whether members get unread notices. */
        @WithDefault("true")
        boolean enabled();

        /** Roles that get notices: {@code expert}, {@code traveler}, {@code admin}. Widget visitors without an address never get any. */
        @WithDefault("expert,traveler,admin")
        Set<String> roles();

        /** Time without a new message after which a notice is sent. */
        @WithDefault("5m")
        Duration quiet();

        /** Quiet time by role. Roles without an entry use {@code quiet}. */
        Map<String, Duration> quietByRole();

        /** Maximum delay of a notice while messages keep arriving, from the first of them. */
        @WithDefault("30m")
        Duration longest();

        /** Minimum time between two notices for a member of a conversation. */
        @WithDefault("15m")
        Duration pause();

        /** Delays of the reminders for a member who has read nothing since a notice, from that notice. If empty, no reminders are sent. */
        @WithDefault("1h,24h")
        Optional<List<Duration>> reminders();

        /** Hours without notices, such as {@code 21:00-07:30}. Notices that become due in them are sent at their end. */
        Optional<String> quietHours();

        /** Time zone of the quiet hours. */
        @WithDefault("UTC")
        String zone();

        /** Maximum number of characters of the first unread message in a notice. 0 omits the text. */
        @WithDefault("0")
        int textLength();
    }

    /** Response clocks. */
    interface Clocks {

        /** Whether response clocks run. */
        @WithDefault("true")
        boolean enabled();

        /** Target for the first answer in a conversation, in working time. */
        @WithDefault("2h")
        Duration firstReply();

        /** Target for every further answer, in working time. */
        @WithDefault("4h")
        Duration nextReply();

        /** Share of a target after which a wait is at risk: above 0, at most 1. */
        @WithDefault("0.75")
        double atRiskShare();

        /** Whether messages from bots count as answers. */
        @WithDefault("false")
        boolean botsAnswer();

        /** Identity to escalate an overdue wait to. */
        Optional<String> escalateTo();

        /** Specific targets by name. The first match in alphabetical order applies. */
        Map<String, Targets> target();

        /** A specific target. */
        interface Targets {

            /** Tags of the conversations. If unset, conversations with any tag or none match. */
            Optional<Set<String>> tags();

            /** Identities of experts in the conversations. If unset, conversations with any expert or none match. */
            Optional<Set<String>> experts();

            /** Target for the first answer. If unset, {@code clock.first-reply} applies. */
            Optional<Duration> firstReply();

            /** Target for every further answer. If unset, {@code clock.next-reply} applies. */
            Optional<Duration> nextReply();

            /** Name of the business hours. If unset, {@code default} applies. */
            Optional<String> hours();

            /** Identity to escalate an overdue wait to. If unset, {@code clock.escalate-to} applies. */
            Optional<String> escalateTo();
        }
    }

    /** Messages that do not reach the traveler's phone. */
    interface Arrivals {

        /** Whether undelivered messages, closing WhatsApp windows and opt-outs are reported. */
        @WithDefault("true")
        boolean enabled();

        /**
         * How long before its end a WhatsApp window is reported as closing if the traveler waits for an answer: more than 0 and less
         * than 24 hours.
         */
        @WithDefault("2h")
        Duration windowWarning();

        /**
         * What happens to the text of a message that did not arrive by WhatsApp. {@code none}: nothing. {@code sms}: relay-service sends it
         * to the same number as an SMS. {@code template}: relay-service sends it as the variable 1 of its approved template ({@code
         * baboo.relay.sms.whatsapp-template}), if WhatsApp refused it because its window was closed (error 63016).
         */
        @WithDefault("none")
        FallbackPolicy.Way fallback();

        /**
         * Twilio's error codes that cause a fallback. Default: 63003 and 63024, WhatsApp does not know the number; 63016, its window is
         * closed.
         */
        @WithDefault("63003,63016,63024")
        Set<Integer> fallbackErrorCodes();

        /** Maximum age of a message that is sent another way. */
        @WithDefault("1h")
        Duration fallbackMaxAge();
    }

    /** Automatic replies outside business hours. */
    interface Away {

        /** Whether a traveler who writes outside business hours gets an automatic reply. Needs response clocks. */
        @WithDefault("false")
        boolean enabled();

        /** Texts of the reply by language, such as {@code text.de}. */
        Map<String, String> text();

        /** Language of the reply if the traveler's is unknown or has no text. The language is the inquiry's attribute {@code language}. */
        @WithDefault("en")
        String language();

        /** Name of the business hours. */
        @WithDefault("default")
        String hours();

        /** Minimum time between two replies in a conversation. */
        @WithDefault("24h")
        Duration pause();
    }

    /** Business hours. */
    interface Hours {

        /** Time zone. */
        @WithDefault("UTC")
        String zone();

        /** Spans by day, {@code monday} to {@code sunday}, such as {@code 09:00-12:30 13:30-18:00}. */
        Map<String, String> days();

        /** Days without business hours, such as {@code 2026-12-25}. */
        Optional<List<String>> holidays();
    }
}
