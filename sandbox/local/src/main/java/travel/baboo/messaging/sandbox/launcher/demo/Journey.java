package travel.baboo.messaging.sandbox.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import travel.baboo.messaging.sandbox.launcher.text.TextTable;

/** The hops of one step of the story, each with its time since the step began. */
final class Journey {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Clock clock;
    private final Instant begun;
    private final List<Hop> hops = new ArrayList<>();

    Journey(Clock clock, Instant begun) {
        this.clock = clock;
        this.begun = begun;
    }

    /** An empty journey with the same beginning. */
    Journey next() {
        return new Journey(clock, begun);
    }

    /** Something has just been seen. */
    void hop(String what, String detail) {
        hopAt(clock.instant(), what, detail);
    }

    /** Something happened at a time that someone else noted. */
    void hopAt(Instant time, String what, String detail) {
        hops.add(new Hop(Duration.between(begun, time), what, detail));
    }

    /** Repeats the observation until it returns a value. */
    JsonNode await(String what, Observation observation) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Optional<JsonNode> seen = observation.look();
        while (seen.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new StoryException("Not seen within " + LIMIT.toSeconds() + " s: " + what);
            }
            Thread.sleep(PAUSE.toMillis());
            seen = observation.look();
        }
        return seen.get();
    }

    /** The hops in the order of their times, regardless of the order in which they were recorded. */
    String text() {
        TextTable table = new TextTable();
        hops.stream().sorted(Comparator.comparing(Hop::after)).forEach(hop -> hop.writeTo(table));
        return table.toString();
    }

    private record Hop(Duration after, String what, String detail) {

        void writeTo(TextTable table) {
            table.row(String.format(Locale.ROOT, "%6d ms", after.toMillis()), what, detail);
        }
    }

    /** An observation of the stack. */
    interface Observation {

        /** The observed value; empty until it is there. */
        Optional<JsonNode> look() throws InterruptedException;
    }
}
