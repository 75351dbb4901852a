package travel.baboo.messaging.relay.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * Leaves a destination alone that fails: closed while all is well; open after too many failures in a window; half-open when one
 * request may probe whether it is well again.
 */
final class Circuit {

    /** Where it stands. */
    enum State {
        CLOSED,
        HALF_OPEN,
        OPEN;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final int SLICES = 10;

    private final CircuitConfig config;
    private final long sliceMillis;
    private final long[] sliceNumbers = new long[SLICES];
    private final int[] requests = new int[SLICES];
    private final int[] failures = new int[SLICES];
    private State state = State.CLOSED;
    private Instant since = Instant.EPOCH;
    private Instant probeAt = Instant.EPOCH;
    private Duration wait;
    private boolean probing;

    Circuit(CircuitConfig config) {
        this.config = config;
        this.wait = config.openFor();
        this.sliceMillis = Math.max(1, config.window().toMillis() / SLICES);
    }

    State state() {
        return state;
    }

    Instant since() {
        return since;
    }

    /** How many of the wanted requests may go out. */
    int admit(int wanted, Instant now) {
        if (state == State.CLOSED || wanted <= 0) {
            return wanted;
        }
        if (state == State.OPEN && !now.isBefore(probeAt)) {
            change(State.HALF_OPEN, now);
        }
        if (state == State.OPEN || probing) {
            return 0;
        }
        probing = true;
        return 1;
    }

    /** What was admitted did not go out after all. */
    void unused() {
        probing = false;
    }

    void succeeded(Instant now) {
        note(now, false);
        if (state != State.CLOSED && probing) {
            probing = false;
            wait = config.openFor();
            forget();
            change(State.CLOSED, now);
        }
    }

    /** True when this failure opened it. */
    boolean failed(Instant now) {
        note(now, true);
        if (state == State.HALF_OPEN) {
            probing = false;
            wait = min(wait.multipliedBy(2), config.longestOpen());
            open(now);
            return true;
        }
        if (state == State.CLOSED && tooMany(now)) {
            open(now);
            return true;
        }
        return false;
    }

    private void open(Instant now) {
        probeAt = now.plus(wait);
        change(State.OPEN, now);
    }

    private void change(State next, Instant now) {
        state = next;
        since = now;
    }

    private boolean tooMany(Instant now) {
        long oldest = slice(now) - SLICES + 1;
        int all = 0;
        int failed = 0;
        for (int i = 0; i < SLICES; i++) {
            if (sliceNumbers[i] >= oldest) {
                all += requests[i];
                failed += failures[i];
            }
        }
        return all >= config.minimumRequests() && failed >= all * config.failureRate();
    }

    private void note(Instant now, boolean failure) {
        long number = slice(now);
        int place = (int) (number % SLICES);
        if (sliceNumbers[place] != number) {
            sliceNumbers[place] = number;
            requests[place] = 0;
            failures[place] = 0;
        }
        requests[place]++;
        failures[place] += failure ? 1 : 0;
    }

    private void forget() {
        Arrays.fill(requests, 0);
        Arrays.fill(failures, 0);
    }

    private long slice(Instant now) {
        return now.toEpochMilli() / sliceMillis;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
