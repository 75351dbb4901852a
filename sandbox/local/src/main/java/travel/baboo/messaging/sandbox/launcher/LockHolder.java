package travel.baboo.messaging.sandbox.launcher;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * The launcher that runs the stack.
 *
 * @param portOffset offset of the ports on which its stack listens
 */
record LockHolder(long pid, Instant since, int portOffset) {

    static LockHolder thisProcess(Instant now, int portOffset) {
        return new LockHolder(ProcessHandle.current().pid(), now, portOffset);
    }

    /** Empty for a text that is not, or not yet wholly, written. */
    static Optional<LockHolder> parse(String text) {
        List<String> words = List.of(text.strip().split(" ", -1));
        if (words.size() != 3 || !text.endsWith("\n")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LockHolder(
                    Long.parseLong(words.get(0)), Instant.parse(words.get(1)), Integer.parseInt(words.get(2))));
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    String toText() {
        return pid + " " + since + " " + portOffset + "\n";
    }
}
