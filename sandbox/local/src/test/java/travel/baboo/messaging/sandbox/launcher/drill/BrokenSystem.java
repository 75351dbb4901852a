package travel.baboo.messaging.sandbox.launcher.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtMake;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtTwilio;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.InMirror;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.OnPhone;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Sent;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Writer;

/**
 * A small model of the system under a fault plan, second by second: an ingest with a disk and two ways in, a topic, a mirror with
 * reviews, a relay that waits for the next index. Each switch breaks one promise, as a wrong line of code would. Without a switch it
 * keeps all of them.
 */
final class BrokenSystem {

    /** What is done wrong. */
    enum Switch {
        /** The ingest answers before the event is on disk: a kill loses what was in memory. */
        ACKNOWLEDGE_BEFORE_SYNC,
        /** The mirror commits its offsets before it writes: a kill skips the batch. */
        COMMIT_EARLY,
        /** The relay gives an event that it reads again an id of its own. */
        NO_DEDUPLICATION,
        /** The relay sends what has failed after what came later. */
        NO_LANE_ORDER,
        /** An idempotency key is forgotten: a repeated request sends again. */
        NO_IDEMPOTENCY,
        /** A scenario's message is relayed back to it. */
        ECHO,
        /** What is sent again after a restart has no signature. */
        UNSIGNED_AFTER_KILL,
        /** What only Event Streams reports is not taken. */
        STREAM_FORGOTTEN,
        /** The copy by Event Streams is relayed under an id of its own. */
        STREAM_SENT_AGAIN,
        /** A message counts once for each way in which it came. */
        EVERY_COPY_COUNTED,
        /** The time of the next review is in memory: a kill loses it, and only the next message of the conversation sets it again. */
        CLOCK_FORGOTTEN,
        /** A notice is not stored with its event: a kill in between repeats the review and sends another one. */
        NOTICE_SENT_AGAIN
    }

    private static final Instant BEGUN = Instant.parse("2026-06-01T12:00:00Z");
    private static final int PER_SECOND = 4;

    /** A conversation lasts five seconds, then another one begins: in each of them somebody may wait while processes die. */
    private static final int PER_CONVERSATION = 20;

    /** Event Streams comes so much later, and the reconciler when both have lost a message. */
    private static final Duration STREAM_DELAY = Duration.ofSeconds(3);

    private static final Duration RECONCILED = Duration.ofSeconds(20);

    private record Late(Duration due, AtTwilio message) {}

    private final Set<Switch> switches;
    private final FaultPlan plan;
    private final Random random;
    private final List<Sent> sent = new ArrayList<>();
    private final List<AtTwilio> twilio = new ArrayList<>();
    private final List<InMirror> mirror = new ArrayList<>();
    private final List<AtMake> make = new ArrayList<>();
    private final List<OnPhone> phone = new ArrayList<>();
    private final List<AtTwilio> topic = new ArrayList<>();
    private final Map<Long, AtTwilio> byIndex = new HashMap<>();
    private final Deque<AtTwilio> memory = new ArrayDeque<>();
    private final Deque<Late> streamed = new ArrayDeque<>();
    private final Deque<Late> reconciled = new ArrayDeque<>();
    private final Set<String> webhooks = new HashSet<>();
    private final Set<String> streams = new HashSet<>();
    private final Set<Fault> killed = new HashSet<>();
    private final Map<String, Writer> writers = new HashMap<>();
    private final ModelReviews reviews = new ModelReviews();
    private int mirrored;
    private long relayed;

    BrokenSystem(FaultPlan plan, Set<Switch> switches) {
        this.plan = plan;
        this.switches = switches.isEmpty() ? EnumSet.noneOf(Switch.class) : EnumSet.copyOf(switches);
        this.random = new Random(plan.seed());
    }

    /** Runs the plan and then until everything is quiet. */
    Evidence run() {
        long end = plan.length().toSeconds();
        for (long second = 0; second < end + 60; second++) {
            Duration now = Duration.ofSeconds(second);
            if (second < end) {
                for (int i = 0; i < PER_SECOND; i++) {
                    write(now);
                }
            }
            arrive(now);
            ingest(now);
            mirror(now);
            relay(now);
        }
        return new Evidence(
                sent,
                twilio,
                mirror,
                make,
                reviews.decided(),
                phone,
                without(webhooks, streams),
                without(webhooks, Set.of()),
                ways());
    }

    private Set<String> without(Set<String> one, Set<String> other) {
        return twilio.stream()
                .map(AtTwilio::sid)
                .filter(sid -> !one.contains(sid) && !other.contains(sid))
                .collect(Collectors.toSet());
    }

    private Evidence.Ways ways() {
        long both = webhooks.stream().filter(streams::contains).count();
        long twice = switches.contains(Switch.EVERY_COPY_COUNTED) ? both : 0;
        return new Evidence.Ways(
                both,
                webhooks.size() - both + twice,
                streams.size() - both,
                without(webhooks, streams).size(),
                webhooks.size(),
                webhooks.size(),
                streams.size(),
                streams.size());
    }

    /** One webhook in twenty is lost. */
    private void report(AtTwilio message, Duration now) {
        boolean cut = happens(FaultKind.BOTH_WAYS_CUT, now);
        boolean lost = cut || random.nextInt(20) == 0;
        boolean dropped = happens(FaultKind.STREAM_LOSES, now) && random.nextBoolean();
        if (!lost) {
            webhooks.add(message.sid());
            memory.add(message);
        }
        if (!dropped) {
            streams.add(message.sid());
            streamed.add(new Late(now.plus(STREAM_DELAY), message));
        }
        if (lost && dropped) {
            reconciled.add(new Late(now.plus(RECONCILED), message));
        }
    }

    private void arrive(Duration now) {
        while (!streamed.isEmpty() && streamed.element().due().compareTo(now) <= 0) {
            AtTwilio message = streamed.remove().message();
            if (!webhooks.contains(message.sid()) && !switches.contains(Switch.STREAM_FORGOTTEN)) {
                memory.add(message);
            } else if (switches.contains(Switch.STREAM_SENT_AGAIN)) {
                deliver(message, "stream-" + message.sid(), now, true);
            }
        }
        while (!reconciled.isEmpty() && reconciled.element().due().compareTo(now) <= 0) {
            memory.add(reconciled.remove().message());
        }
    }

    /** Has {@code name} just been killed? True once for each kill. */
    private boolean dies(String name, Duration now) {
        return plan.faults().stream()
                .filter(fault ->
                        fault.kind() == FaultKind.KILL && fault.target().startsWith(name))
                .filter(fault -> fault.at().compareTo(now) <= 0)
                .anyMatch(killed::add);
    }

    private boolean isAway(String name, Duration now) {
        return plan.faults().stream()
                .filter(fault ->
                        fault.kind().stopsTheProcess() && fault.target().startsWith(name))
                .anyMatch(fault -> fault.at().compareTo(now) <= 0 && fault.end().compareTo(now) > 0);
    }

    private boolean happens(FaultKind kind, Duration now) {
        return plan.faults().stream()
                .filter(fault -> fault.kind() == kind)
                .anyMatch(fault -> fault.at().compareTo(now) <= 0 && fault.end().compareTo(now) > 0);
    }

    private void write(Duration now) {
        int drawn = random.nextInt(10);
        Writer writer = drawn < 5 ? Writer.TRAVELER : drawn < 9 ? Writer.EXPERT : Writer.SCENARIO;
        String body = "no. " + sent.size();
        String conversation = "CH" + sent.size() / PER_CONVERSATION;
        sent.add(new Sent(body, writer, true));
        writers.put(body, writer);
        // A request whose answer was lost is repeated under its key.
        boolean repeated = writer != Writer.TRAVELER && happens(FaultKind.TWILIO_FAILS_AFTER, now);
        int times = repeated && switches.contains(Switch.NO_IDEMPOTENCY) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            AtTwilio message = new AtTwilio(conversation, "IM" + twilio.size(), twilio.size(), body, BEGUN.plus(now));
            twilio.add(message);
            report(message, now);
            if (writer != Writer.TRAVELER) {
                phone.add(new OnPhone("+15550000001", body));
            }
        }
    }

    private void ingest(Duration now) {
        if (dies("ingest", now) && switches.contains(Switch.ACKNOWLEDGE_BEFORE_SYNC)) {
            memory.clear();
        }
        if (!isAway("ingest", now) && !isAway("kafka", now)) {
            topic.addAll(memory);
            memory.forEach(message -> byIndex.put(message.index(), message));
            memory.clear();
        }
    }

    private void mirror(Duration now) {
        boolean dies = dies("conversation", now);
        if (dies && switches.contains(Switch.COMMIT_EARLY)) {
            mirrored = topic.size();
        }
        if (dies && switches.contains(Switch.CLOCK_FORGOTTEN)) {
            reviews.forgetTimes();
        }
        if (dies && switches.contains(Switch.NOTICE_SENT_AGAIN)) {
            reviews.repeatNotice();
        }
        while (!isAway("conversation", now) && !isAway("kafka", now) && mirrored < topic.size()) {
            AtTwilio message = topic.get(mirrored++);
            mirror.add(new InMirror(message.conversation(), message.sid(), message.index(), message.body()));
            reviews.mirrored(message, writers.getOrDefault(message.body(), Writer.TRAVELER), BEGUN.plus(now));
        }
        if (!isAway("conversation", now)) {
            reviews.review(BEGUN.plus(now));
        }
    }

    private void relay(Duration now) {
        boolean restarted = dies("relay", now);
        if (restarted) {
            reviews.redeliver();
        }
        AtTwilio last = byIndex.get(relayed - 1);
        if (restarted && last != null) {
            // The offset of the last event was not committed: it is read and sent again.
            String id = switches.contains(Switch.NO_DEDUPLICATION) ? "again-" + relayed : last.sid();
            deliver(last, id, now, !switches.contains(Switch.UNSIGNED_AFTER_KILL));
        }
        List<AtTwilio> failed = new ArrayList<>();
        for (AtTwilio message = byIndex.get(relayed);
                message != null && !isAway("relay", now) && !isAway("kafka", now);
                message = byIndex.get(relayed)) {
            boolean fails = happens(FaultKind.MAKE_FAILS, now) && random.nextInt(4) == 0;
            if (fails && !switches.contains(Switch.NO_LANE_ORDER)) {
                return;
            }
            relayed++;
            if (fails) {
                failed.add(message);
            } else {
                deliver(message, message.sid(), now, true);
            }
        }
        failed.forEach(message -> deliver(message, message.sid(), now, true));
    }

    private void deliver(AtTwilio message, String id, Duration now, boolean signed) {
        boolean own = writers.get(message.body()) == Writer.SCENARIO;
        if (!own || switches.contains(Switch.ECHO)) {
            make.add(new AtMake(message.conversation(), message.sid(), id, signed, BEGUN.plus(now)));
        }
    }
}
