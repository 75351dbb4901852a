package travel.baboo.messaging.sandbox.launcher.drill;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each place holds once everything is quiet. Message bodies are unique, so that a message can be recognized everywhere.
 *
 * @param sent what people and scenarios wrote
 * @param twilio every message at Twilio
 * @param mirror every message of the mirror
 * @param make every delivery of a message that Make.com took, in the order of its arrival
 * @param decided every delivery of a notice or an alarm that Make.com took
 * @param phone every text on the phones
 * @param unreported SIDs of messages that Twilio reported by neither way, or later than the relay waits for a missing message
 * @param withoutWebhook SIDs of messages whose webhook was lost or never answered with success
 * @param ways the counts of the ways by which messages came; null without Event Streams
 */
record Evidence(
        List<Sent> sent,
        List<AtTwilio> twilio,
        List<InMirror> mirror,
        List<AtMake> make,
        List<Decided> decided,
        List<OnPhone> phone,
        Set<String> unreported,
        Set<String> withoutWebhook,
        @Nullable Ways ways) {

    /** Without Event Streams, and without anybody who waits. */
    Evidence(
            List<Sent> sent,
            List<AtTwilio> twilio,
            List<InMirror> mirror,
            List<AtMake> make,
            List<OnPhone> phone,
            Set<String> unreported) {
        this(sent, twilio, mirror, make, List.of(), phone, unreported, unreported, null);
    }

    Evidence {
        sent = List.copyOf(sent);
        twilio = List.copyOf(twilio);
        mirror = List.copyOf(mirror);
        make = List.copyOf(make);
        decided = List.copyOf(decided);
        phone = List.copyOf(phone);
        unreported = Set.copyOf(unreported);
        withoutWebhook = Set.copyOf(withoutWebhook);
    }

    /** Number of conversations with messages. */
    long conversations() {
        return twilio.stream().map(AtTwilio::conversation).distinct().count();
    }

    /** Who writes, and how many of eleven messages. Nearly half come from phones: travelers write more than anybody. */
    enum Writer {
        /** From a phone, by Twilio's own number. */
        TRAVELER(5),
        /** Through our API. */
        EXPERT(4),
        /** Through our API, from a Make.com scenario: it must not come back to Make.com. */
        SCENARIO(1),
        /** In the chat widget, by Twilio's SDK. */
        VISITOR(1);

        /** The sum of all shares. */
        static final int SHARES =
                Arrays.stream(values()).mapToInt(Writer::share).sum();

        private final int share;

        Writer(int share) {
            this.share = share;
        }

        int share() {
            return share;
        }

        static Writer drawn(Random random) {
            int left = random.nextInt(SHARES);
            for (Writer writer : values()) {
                left -= writer.share;
                if (left < 0) {
                    return writer;
                }
            }
            throw new IllegalStateException("The shares do not add up to " + SHARES);
        }
    }

    /** @param acknowledged whether a 2xx said that it was taken; what was not may be missing or there once */
    record Sent(String body, Writer writer, boolean acknowledged) {}

    record AtTwilio(String conversation, String sid, long index, String body, Instant created) {}

    record InMirror(String conversation, String sid, long index, String body) {}

    /**
     * @param webhookId by which the receiver recognizes a repeat
     * @param signed whether the signature was valid
     */
    record AtMake(String conversation, String messageSid, String webhookId, boolean signed, Instant time) {}

    /**
     * A notice, or an event about a traveler's wait. Its repeats are equal to it.
     *
     * @param kind {@code unread-notice}, {@code response-overdue}, …
     * @param participant SID of the member who gets a notice; empty for a wait
     * @param first index of the first message
     * @param last index of the last message of a notice; for a wait, the same as {@code first}
     * @param id of the decision, whatever its deliveries
     * @param webhookId by which the receiver recognizes a repeat
     */
    record Decided(
            String kind, String conversation, String participant, long first, long last, String id, String webhookId) {

        static final String NOTICE = "unread-notice";
        static final String OVERDUE = "response-overdue";
    }

    /**
     * What conversation-service counted, beside what the sandbox knows.
     *
     * @param both messages that came by webhook and by Event Streams
     * @param webhook by webhook only
     * @param stream by Event Streams only
     * @param reconciler by neither
     * @param webhooksTaken messages with a webhook that was answered with success
     * @param webhooksTried with a webhook that was sent at all
     * @param streamedTaken with an event that was answered with success
     * @param streamedTried with an event that was sent at all
     */
    record Ways(
            long both,
            long webhook,
            long stream,
            long reconciler,
            long webhooksTaken,
            long webhooksTried,
            long streamedTaken,
            long streamedTried) {

        long all() {
            return both + webhook + stream + reconciler;
        }

        /** An answer may be lost: a request may have arrived without an acknowledgment. */
        boolean fit() {
            return webhooksTaken <= both + webhook
                    && both + webhook <= webhooksTried
                    && streamedTaken <= both + stream
                    && both + stream <= streamedTried;
        }
    }

    /** @param phone the number */
    record OnPhone(String phone, String body) {}
}
