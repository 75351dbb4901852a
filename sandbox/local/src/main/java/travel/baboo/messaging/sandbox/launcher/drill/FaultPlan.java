package travel.baboo.messaging.sandbox.launcher.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The faults of one drill, in order. The same seed, length and targets give the same plan.
 *
 * <p>Faults of one process never overlap, so that each has an end that can be observed. Faults of Twilio and of Make.com overlap with
 * them and with each other.
 *
 * @param length of the time in which messages are written
 */
record FaultPlan(long seed, Duration length, List<Fault> faults) {

    /** The first fault waits for a calm stretch, whose latency is what the others are compared with. */
    static final Duration CALM = Duration.ofSeconds(10);

    /**
     * A long drill breaks things for five minutes, then nothing for two, and so on: what has piled up is worked off, as after a real
     * outage.
     */
    static final Duration STORM = Duration.ofMinutes(5);

    private static final Duration LULL = Duration.ofMinutes(2);
    private static final Duration CYCLE = STORM.plus(LULL);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final Duration RECOVERY = Duration.ofSeconds(8);
    private static final Duration OUTSIDE_PAUSE = Duration.ofSeconds(4);

    /** Most of them kill: a killed process loses its memory. */
    private static final List<FaultKind> INSIDE = List.of(
            FaultKind.KILL,
            FaultKind.KILL,
            FaultKind.KILL,
            FaultKind.KILL,
            FaultKind.KILL,
            FaultKind.NODE_LOST,
            FaultKind.NODE_LOST,
            FaultKind.FREEZE,
            FaultKind.UPGRADE,
            FaultKind.DISK_FULL,
            FaultKind.CLOCK_SHIFTED);

    FaultPlan {
        faults = List.copyOf(faults);
    }

    /** @param eventStream whether Event Streams can be broken too */
    static FaultPlan of(long seed, Duration length, Targets targets, boolean eventStream) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        addOutside(random, length, eventStream, faults);
        addInside(random, length, targets, faults);
        faults.sort(Comparator.comparing(Fault::at));
        return new FaultPlan(seed, length, faults);
    }

    /** One at a time, each kind once before any comes again. */
    private static void addOutside(Random random, Duration length, boolean eventStream, List<Fault> faults) {
        List<FaultKind> outside = Arrays.stream(FaultKind.values())
                .filter(kind -> !kind.concernsAProcess() && (eventStream || !kind.needsEventStream()))
                .toList();
        Deck<FaultKind> kinds = new Deck<>(outside, random);
        Duration at = CALM;
        while (at.plus(LONGEST).compareTo(length) < 0) {
            Duration duration = between(random, SHORTEST, LONGEST);
            faults.add(new Fault(kinds.draw(), "", at, duration));
            at = inStorm(at.plus(duration).plus(between(random, Duration.ZERO, OUTSIDE_PAUSE)));
        }
    }

    /** One process at a time; it gets time to be ready again. */
    private static void addInside(Random random, Duration length, Targets targets, List<Fault> faults) {
        List<FaultKind> possible =
                INSIDE.stream().filter(kind -> !targets.of(kind).isEmpty()).toList();
        if (possible.isEmpty()) {
            return;
        }
        Deck<FaultKind> kinds = new Deck<>(possible, random);
        Map<FaultKind, Deck<String>> names = new EnumMap<>(FaultKind.class);
        Duration at = CALM;
        while (at.plus(LONGEST).compareTo(length) < 0) {
            FaultKind kind = kinds.draw();
            String target = names.computeIfAbsent(kind, any -> new Deck<>(targets.of(any), random))
                    .draw();
            Duration duration = between(random, SHORTEST, LONGEST);
            faults.add(new Fault(kind, target, at, duration));
            at = inStorm(at.plus(duration).plus(between(random, SHORTEST, RECOVERY)));
        }
    }

    /** The time itself, or the begin of the next storm if a fault would last until the lull. */
    private static Duration inStorm(Duration at) {
        return at.plus(LONGEST).compareTo(lullAfter(at)) < 0
                ? at
                : lullAfter(at).plus(LULL);
    }

    /** When the storm ends that a time is in. */
    static Duration lullAfter(Duration at) {
        return CYCLE.multipliedBy(at.dividedBy(CYCLE)).plus(STORM);
    }

    /** Whether nothing is broken then. */
    static boolean isLull(Duration at) {
        return at.compareTo(lullAfter(at)) >= 0;
    }

    private static Duration between(Random random, Duration shortest, Duration longest) {
        return shortest.plusMillis(
                (long) (random.nextDouble() * longest.minus(shortest).toMillis()));
    }

    long kills() {
        return faults.stream().mapToInt(Fault::kills).sum();
    }

    /** Gives every card once, in random order, before it shuffles again. */
    private static final class Deck<T> {

        private final List<T> all;
        private final Random random;
        private final List<T> left = new ArrayList<>();

        Deck(List<T> all, Random random) {
            this.all = all;
            this.random = random;
        }

        T draw() {
            if (left.isEmpty()) {
                left.addAll(all);
                Collections.shuffle(left, random);
            }
            return left.remove(left.size() - 1);
        }
    }
}
