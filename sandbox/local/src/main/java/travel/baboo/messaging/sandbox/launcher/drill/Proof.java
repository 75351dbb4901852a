package travel.baboo.messaging.sandbox.launcher.drill;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtMake;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtTwilio;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.InMirror;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.OnPhone;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Sent;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Ways;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Writer;

/**
 * Compares what was written with what is found at Twilio, in the mirror, at Make.com and on the phones.
 *
 * <p>Promise: {@link #holds()} only if every acknowledged message is everywhere it belongs, once for a receiver that recognizes
 * repeats, and in order for each conversation, and if Make.com has what it must have about those who wait.
 */
final class Proof {

    /** A promise that can be broken. */
    enum Promise {
        SENT_ONCE("an acknowledged message is at Twilio, and none is there twice"),
        MIRRORED("the mirror has exactly Twilio's messages"),
        RECEIVED("Make.com has every message that others wrote"),
        RECEIVED_ONCE("Make.com never gets a message under two ids"),
        IN_ORDER(
                "Make.com gets a conversation's messages in order, but for those that Twilio reported too late or never"),
        SIGNED("every delivery carries a valid signature"),
        NO_ECHO("a scenario's own message does not come back to it, but for those that only Event Streams reported"),
        ON_THE_PHONE("what an expert or a scenario wrote is on the phone once"),
        ADDS_UP("each message is counted once by the ways in which it came, as Twilio sent it"),
        SEEN("a traveler without an answer causes an overdue event, and unread messages a notice to the expert"),
        SEEN_ONCE("no message is in two notices to one member, and no wait is reported twice");

        private final String words;

        Promise(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static final int EXAMPLES = 5;

    private final Evidence evidence;
    private final Map<Promise, List<String>> breaches = new LinkedHashMap<>();
    private final Map<String, AtTwilio> bySid;
    private final Map<String, Writer> writers;
    private long repeats;
    private long late;
    private long echoes;

    private Proof(Evidence evidence) {
        this.evidence = evidence;
        this.bySid = evidence.twilio().stream().collect(Collectors.toMap(AtTwilio::sid, Function.identity()));
        this.writers = evidence.sent().stream().collect(Collectors.toMap(Sent::body, Sent::writer));
        for (Promise promise : Promise.values()) {
            if (promise != Promise.ADDS_UP || evidence.ways() != null) {
                breaches.put(promise, new ArrayList<>());
            }
        }
    }

    static Proof of(Evidence evidence) {
        Proof proof = new Proof(evidence);
        proof.checkTwilio();
        proof.checkMirror();
        proof.checkMake();
        proof.checkPhones();
        proof.checkWays();
        proof.checkWaiting();
        return proof;
    }

    boolean holds() {
        return breaches.values().stream().allMatch(List::isEmpty);
    }

    /** Whether something is missing that may still arrive; what came in the wrong order or twice stays so. */
    boolean isIncomplete() {
        return Stream.of(Promise.MIRRORED, Promise.RECEIVED, Promise.ON_THE_PHONE, Promise.ADDS_UP, Promise.SEEN)
                .anyMatch(promise -> !breachesOf(promise).isEmpty());
    }

    /** What breaks each promise. */
    Map<Promise, List<String>> breaches() {
        return breaches;
    }

    List<String> breachesOf(Promise promise) {
        return breaches.getOrDefault(promise, List.of());
    }

    /** Deliveries that came again under the id of an earlier one: allowed where an answer was lost. */
    long repeats() {
        return repeats;
    }

    /** Number of messages that arrived after later ones because they were not reported. */
    long late() {
        return late;
    }

    /** A scenario's own messages that came back to it: their webhook, which alone has the marks of their origin, was lost. */
    long echoes() {
        return echoes;
    }

    /** One line a promise, and the first breaches of it. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        breaches.forEach((promise, found) -> {
            lines.add((found.isEmpty() ? "holds   " : "BROKEN  ")
                    + promise.words()
                    + (found.isEmpty() ? "" : ": " + found.size() + " times"));
            found.stream().limit(EXAMPLES).forEach(breach -> lines.add("          " + breach));
        });
        return lines;
    }

    private void breach(Promise promise, String what) {
        breaches.getOrDefault(promise, new ArrayList<>()).add(what);
    }

    private void checkTwilio() {
        Map<String, Long> times =
                evidence.twilio().stream().collect(Collectors.groupingBy(AtTwilio::body, Collectors.counting()));
        for (Sent sent : evidence.sent()) {
            long found = times.getOrDefault(sent.body(), 0L);
            if (found == 0 && sent.acknowledged()) {
                breach(Promise.SENT_ONCE, "acknowledged and not at Twilio: " + sent.body());
            } else if (found > 1) {
                breach(Promise.SENT_ONCE, found + " times at Twilio: " + sent.body());
            }
        }
    }

    private void checkMirror() {
        Set<InMirror> expected = evidence.twilio().stream()
                .map(at -> new InMirror(at.conversation(), at.sid(), at.index(), at.body()))
                .collect(Collectors.toSet());
        Set<InMirror> found = new HashSet<>();
        for (InMirror row : evidence.mirror()) {
            if (!found.add(row)) {
                breach(Promise.MIRRORED, "twice in the mirror: " + row);
            } else if (!expected.contains(row)) {
                breach(Promise.MIRRORED, "not so at Twilio: " + row);
            }
        }
        expected.stream()
                .filter(row -> !found.contains(row))
                .forEach(row -> breach(Promise.MIRRORED, "missing in the mirror: " + row));
    }

    private void checkMake() {
        Map<String, Set<String>> ids = new HashMap<>();
        Map<String, Long> latest = new HashMap<>();
        for (AtMake delivery : evidence.make()) {
            AtTwilio message = bySid.get(delivery.messageSid());
            if (message == null) {
                breach(Promise.RECEIVED, "not a message of Twilio's: " + delivery);
                continue;
            }
            if (!delivery.signed()) {
                breach(Promise.SIGNED, message.body());
            }
            Set<String> seen = ids.computeIfAbsent(message.sid(), sid -> new HashSet<>());
            if (!seen.add(delivery.webhookId())) {
                repeats++;
                continue;
            }
            checkOrder(message, latest);
        }
        ids.values().stream()
                .filter(seen -> seen.size() > 1)
                .forEach(seen -> breach(Promise.RECEIVED_ONCE, "one message under " + seen));
        checkReceived(ids.keySet());
    }

    /** An unreported message is found later by the reconciler. The relay waits for it for a limited time. */
    private void checkOrder(AtTwilio message, Map<String, Long> latest) {
        long before = latest.getOrDefault(message.conversation(), -1L);
        if (before > message.index() && evidence.unreported().contains(message.sid())) {
            late++;
        } else if (before > message.index()) {
            breach(Promise.IN_ORDER, message.body() + ", index " + message.index() + ", after index " + before);
        }
        latest.merge(message.conversation(), message.index(), Math::max);
    }

    private void checkReceived(Collection<String> received) {
        for (AtTwilio message : evidence.twilio()) {
            boolean own = writers.get(message.body()) == Writer.SCENARIO;
            boolean echo = own && received.contains(message.sid());
            if (echo && evidence.ways() != null && evidence.withoutWebhook().contains(message.sid())) {
                echoes++;
            } else if (echo) {
                breach(Promise.NO_ECHO, message.body());
            } else if (!own && !received.contains(message.sid())) {
                breach(Promise.RECEIVED, "not at Make.com: " + message.body());
            }
        }
    }

    private void checkWays() {
        Ways ways = evidence.ways();
        if (ways != null && ways.all() != evidence.twilio().size()) {
            breach(
                    Promise.ADDS_UP,
                    ways.all() + " counted, " + evidence.twilio().size() + " at Twilio");
        } else if (ways != null && !ways.fit()) {
            breach(Promise.ADDS_UP, ways.toString());
        }
    }

    private void checkWaiting() {
        Seen seen = Seen.of(evidence, writers);
        seen.missing().forEach(what -> breach(Promise.SEEN, what));
        seen.twice().forEach(what -> breach(Promise.SEEN_ONCE, what));
    }

    private void checkPhones() {
        Map<String, Long> times =
                evidence.phone().stream().collect(Collectors.groupingBy(OnPhone::body, Collectors.counting()));
        for (AtTwilio message : evidence.twilio()) {
            Writer writer = writers.get(message.body());
            if (writer == Writer.EXPERT || writer == Writer.SCENARIO) {
                long found = times.getOrDefault(message.body(), 0L);
                if (found != 1) {
                    breach(Promise.ON_THE_PHONE, found + " times on the phone: " + message.body());
                }
            }
        }
    }
}
