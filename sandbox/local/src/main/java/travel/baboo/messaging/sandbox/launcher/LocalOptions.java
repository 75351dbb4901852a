package travel.baboo.messaging.sandbox.launcher;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the user typed after {@code ./local}.
 *
 * @param without services that are not started, because someone runs them in dev mode for instance
 * @param nativeExecutables services run as native executables instead of on this JVM
 * @param portOffset moves every port
 * @param twilioCalls where a real Twilio account's webhooks go; empty for the sandbox in the place of Twilio
 */
record LocalOptions(
        Verb verb, Set<StackService> without, boolean nativeExecutables, int portOffset, Optional<URI> twilioCalls) {

    LocalOptions {
        without = Set.copyOf(without);
    }

    static LocalOptions parse(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        if (rest.isEmpty()) {
            throw new UsageException("Say what to do: up, demo, status, down or reset");
        }
        Verb verb = Verb.parse(rest.pop());
        Set<StackService> without = EnumSet.noneOf(StackService.class);
        boolean nativeExecutables = false;
        int portOffset = 0;
        boolean twilio = false;
        Optional<URI> publicUrl = Optional.empty();
        while (!rest.isEmpty()) {
            String option = rest.pop();
            switch (verb.startsStack() ? option : "") {
                case "--without" -> without.add(service(value(option, rest)));
                case "--native" -> nativeExecutables = true;
                case "--port-offset" -> portOffset = number(value(option, rest));
                case "--twilio" -> twilio = true;
                case "--public-url" -> publicUrl = Optional.of(TwilioAccess.parsePublicUrl(value(option, rest)));
                default -> throw new UsageException("`" + verb.word() + "` knows no " + option);
            }
        }
        if (twilio != publicUrl.isPresent()) {
            throw new UsageException("--twilio and --public-url belong together");
        }
        if (twilio && verb == Verb.DEMO) {
            throw new UsageException("The demo plays on the sandbox's phones: --twilio belongs to `up`");
        }
        return new LocalOptions(verb, without, nativeExecutables, new StackPorts(portOffset).offset(), publicUrl);
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new UsageException(option + " needs a value");
        }
        return rest.pop();
    }

    private static StackService service(String name) {
        return StackService.find(name)
                .orElseThrow(() ->
                        new UsageException("There is no service " + name + "; there are " + StackService.names()));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new UsageException("--port-offset takes a number, not " + text);
        }
    }

    /** The commands of the script that need the launcher. */
    enum Verb {
        UP,
        DEMO,
        STATUS,
        DOWN,
        RESET;

        static Verb parse(String word) {
            return Arrays.stream(values())
                    .filter(verb -> verb.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("There is no command " + word));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean startsStack() {
            return this == UP || this == DEMO;
        }
    }
}
