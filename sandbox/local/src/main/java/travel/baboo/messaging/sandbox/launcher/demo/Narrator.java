package travel.baboo.messaging.sandbox.launcher.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints the story step by step, with the hops of each step. */
final class Narrator {

    private final Consumer<String> out;
    private final Clock clock;
    private final Instant begun;
    private int step;

    Narrator(Consumer<String> out, Clock clock) {
        this.out = out;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** Plays one step and reports it. A step that is not observed is reported with the reason before the failure propagates. */
    <T> T step(String title, Step<T> play) throws InterruptedException {
        return step(title, new Journey(clock, clock.instant()), play);
    }

    /** Plays a step that goes on where another began: its hops are timed from there. */
    <T> T stepOn(String title, Journey earlier, Step<T> play) throws InterruptedException {
        return step(title, earlier.next(), play);
    }

    private <T> T step(String title, Journey journey, Step<T> play) throws InterruptedException {
        step++;
        try {
            T result = play.play(journey);
            out.accept(step + ". " + title + "\n" + journey.text());
            return result;
        } catch (StoryException e) {
            out.accept(step + ". " + title + "\n" + journey.text() + "  NOT OBSERVED: " + e.getMessage() + "\n");
            throw e;
        }
    }

    void end() {
        double seconds = Duration.between(begun, clock.instant()).toMillis() / 1000.0;
        out.accept(String.format(Locale.ROOT, "All %d steps were observed, in %.1f s.", step, seconds));
    }

    void failedEnd() {
        out.accept("The story ends at step " + step + ".");
    }

    /** What happens in a step. */
    interface Step<T> {

        /** Acts, and returns when the effect has been observed. */
        T play(Journey journey) throws InterruptedException;
    }
}
