package travel.baboo.messaging.sandbox.launcher.drill;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What each place holds once everything is quiet. Message bodies are unique, so that a message can be recognized everywhere.
 *
 * @param sent what people and scenarios wrote
 * @param twilio every message at Twilio
 * @param mirror every message of the mirror
 * @param make every delivery that Make.com's hook took, in the order of its arrival
 * @param phone every text on the phones
 * @param unreported SIDs of messages whose webhook was lost or never answered with success: Twilio does not send it again
 */
record Evidence(
        List<Sent> sent,
        List<AtTwilio> twilio,
        List<InMirror> mirror,
        List<AtMake> make,
        List<OnPhone> phone,
        Set<String> unreported) {

    Evidence {
        sent = List.copyOf(sent);
        twilio = List.copyOf(twilio);
        mirror = List.copyOf(mirror);
        make = List.copyOf(make);
        phone = List.copyOf(phone);
        unreported = Set.copyOf(unreported);
    }

    /** Who writes. */
    enum Writer {
        /** From a phone, by Twilio's own number. */
        TRAVELER,
        /** Through our API. */
        EXPERT,
        /** In the chat widget, by Twilio's SDK. */
        VISITOR,
        /** Through our API, from a Make.com scenario: it must not come back to Make.com. */
        SCENARIO
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

    /** @param phone the number */
    record OnPhone(String phone, String body) {}
}
