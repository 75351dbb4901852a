package travel.baboo.messaging.sandbox.launcher;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import travel.baboo.messaging.sandbox.launcher.drill.DrillSettings;

/**
 * The command-line options of {@code ./local}.
 *
 * @param without services that are not started, because someone runs them in dev mode for instance
 * @param nativeExecutables services run as native executables instead of on this JVM
 * @param portOffset moves every port
 * @param drill what a drill does
 * @param twilioCalls where a real Twilio account's webhooks go; empty for the sandbox in the place of Twilio
 */
record LocalOptions(
        Verb verb,
        Set<StackService> without,
        boolean nativeExecutables,
        int portOffset,
        DrillOptions drill,
        Optional<URI> twilioCalls) {

    /**
     * A drill's seed, length and load.
     *
     * @param length as given; the number of events decides when there is one
     * @param rate messages a second
     * @param events how many webhooks and events of Event Streams Twilio is to send, about; 0 for as many as there are in the length
     * @param eventStream with Event Streams set up, and broken too
     */
    record DrillOptions(long seed, Duration length, int rate, long events, boolean eventStream) {

        private static final long MOST_EVENTS = 10_000_000;

        static final DrillOptions DEFAULT = new DrillOptions(1, Duration.ofMinutes(2), 10, 0, false);

        DrillOptions {
            if (length.toMinutes() < 1 || length.toHours() > 12) {
                throw new UsageException("--minutes takes 1 to 720");
            }
            if (rate < 1 || rate > 1000) {
                throw new UsageException("--rate takes 1 to 1000 messages a second");
            }
            if (events < 0 || events > MOST_EVENTS) {
                throw new UsageException("--events takes 1 to " + MOST_EVENTS);
            }
        }

        /** How long messages are written. */
        Duration writing() {
            return events == 0
                    ? length
                    : Duration.ofMinutes(
                            1 + (long) (events / (rate * DrillSettings.eventsPerMessage(eventStream) * 60)));
        }
    }

    /**
     * The reconciler runs within seconds instead of minutes, and the relay waits for it: with the default of five seconds, a message
     * whose webhook was lost would be delivered after its successors. A traveler waits long enough that processes die in the meantime.
     */
    private static final Map<String, String> DRILL_SETTINGS = Map.ofEntries(
            Map.entry("BABOO_RELAY_LANES_GAP_WAIT", "2m"),
            Map.entry("BABOO_CONVERSATION_RECONCILE_QUIET_AFTER", "15s"),
            Map.entry("BABOO_CONVERSATION_RECONCILE_SETTLE", "5s"),
            Map.entry("BABOO_CONVERSATION_RECONCILE_REQUESTS_PER_SECOND", "50"),
            Map.entry("BABOO_RELAY_STREAM_GRACE", "5s"),
            // Make.com takes 30 requests a second; a drill may write more.
            Map.entry("BABOO_RELAY_MAKE_MAKE_RATE_LIMIT", "0"),
            Map.entry("BABOO_CONVERSATION_MESSAGE_WAYS_SETTLED_AFTER", "0s"),
            Map.entry("BABOO_CONVERSATION_ATTENTION_CLOCK_FIRST_REPLY", "10s"),
            Map.entry("BABOO_CONVERSATION_ATTENTION_CLOCK_NEXT_REPLY", "10s"),
            Map.entry("BABOO_CONVERSATION_ATTENTION_NOTICE_QUIET", "3s"),
            Map.entry("BABOO_CONVERSATION_ATTENTION_NOTICE_LONGEST", "15s"),
            Map.entry("BABOO_CONVERSATION_ATTENTION_NOTICE_PAUSE", "3s"),
            // A reminder would be a second notice about the same messages.
            Map.entry("BABOO_CONVERSATION_ATTENTION_NOTICE_REMINDERS", ""),
            // All visitors of the chat widget have the address of this machine.
            Map.entry("BABOO_TOKEN_RATE_LIMIT_CLIENT_BURST", "100000"),
            Map.entry("BABOO_TOKEN_RATE_LIMIT_INSTANCE_BURST", "100000"));

    private static final Set<String> DRILL_OPTIONS = Set.of("--seed", "--minutes", "--rate", "--events");

    LocalOptions {
        without = Set.copyOf(without);
    }

    static LocalOptions parse(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        if (rest.isEmpty()) {
            throw new UsageException("Say what to do: up, demo, drill, status, down or reset");
        }
        Verb verb = Verb.parse(rest.pop());
        Set<StackService> without = EnumSet.noneOf(StackService.class);
        boolean nativeExecutables = false;
        int portOffset = 0;
        DrillOptions drill = DrillOptions.DEFAULT;
        boolean twilio = false;
        Optional<URI> publicUrl = Optional.empty();
        while (!rest.isEmpty()) {
            String option = rest.pop();
            if (verb == Verb.DRILL && DRILL_OPTIONS.contains(option)) {
                drill = withOption(drill, option, value(option, rest));
                continue;
            }
            if (verb == Verb.DRILL && option.equals("--event-stream")) {
                drill = new DrillOptions(drill.seed(), drill.length(), drill.rate(), drill.events(), true);
                continue;
            }
            switch (verb.startsStack() ? option : "") {
                case "--without" -> without.add(service(value(option, rest)));
                case "--native" -> nativeExecutables = true;
                case "--port-offset" -> portOffset = (int) number(option, value(option, rest));
                case "--twilio" -> twilio = true;
                case "--public-url" -> publicUrl = Optional.of(TwilioAccess.parsePublicUrl(value(option, rest)));
                default -> throw new UsageException("`" + verb.word() + "` knows no " + option);
            }
        }
        if (twilio != publicUrl.isPresent()) {
            throw new UsageException("--twilio and --public-url belong together");
        }
        if (twilio && verb != Verb.UP) {
            throw new UsageException("The " + verb.word() + " plays on the sandbox's phones: --twilio belongs to `up`");
        }
        return new LocalOptions(
                verb, without, nativeExecutables, new StackPorts(portOffset).offset(), drill, publicUrl);
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

    private static DrillOptions withOption(DrillOptions drill, String option, String value) {
        long number = number(option, value);
        return switch (option) {
            case "--seed" ->
                new DrillOptions(number, drill.length(), drill.rate(), drill.events(), drill.eventStream());
            case "--minutes" ->
                new DrillOptions(drill.seed(), Duration.ofMinutes(number), drill.rate(), 0, drill.eventStream());
            case "--events" ->
                new DrillOptions(drill.seed(), drill.length(), drill.rate(), number, drill.eventStream());
            default ->
                new DrillOptions(drill.seed(), drill.length(), (int) number, drill.events(), drill.eventStream());
        };
    }

    private static long number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new UsageException(option + " takes a number, not " + text);
        }
    }

    /** Of each service: a drill shows that one takes over from the other. */
    int instances() {
        return verb == Verb.DRILL ? 2 : 1;
    }

    /** Whether the sandbox delivers by Event Streams as well. A real account is left as it is. */
    boolean eventStream() {
        return twilioCalls.isEmpty() && (verb != Verb.DRILL || drill.eventStream());
    }

    /** Settings of all services beside those of every stack. */
    Map<String, String> furtherSettings() {
        return verb == Verb.DRILL ? DRILL_SETTINGS : Map.of();
    }

    /** The commands of the script that need the launcher. */
    enum Verb {
        UP,
        DEMO,
        DRILL,
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
            return this == UP || this == DEMO || this == DRILL;
        }
    }
}
