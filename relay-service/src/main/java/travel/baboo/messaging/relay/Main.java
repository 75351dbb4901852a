package travel.baboo.messaging.relay;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import travel.baboo.messaging.common.deadletter.DeadLettersCommand;
import travel.baboo.messaging.relay.deadletter.SourceTopic;

/** The service, or its command {@code deadletters}. */
@QuarkusMain
public final class Main {

    private static final int WRONG_ARGUMENTS = 2;

    private Main() {}

    public static void main(String... arguments) {
        List<String> words = List.of(arguments);
        if (!words.isEmpty() && words.get(0).equals("deadletters")) {
            // Without the framework logging is not configured: libraries would log at debug level.
            Logger.getLogger("").setLevel(Level.WARNING);
            System.exit(deadLetters(new ArrayList<>(words.subList(1, words.size()))));
        }
        Quarkus.run(arguments);
    }

    private static int deadLetters(List<String> words) {
        Optional<SourceTopic> topic = SourceTopic.of(words);
        if (topic.isEmpty()) {
            System.err.println("--topic is one of " + SourceTopic.NAMES + ".");
            return WRONG_ARGUMENTS;
        }
        int place = words.indexOf("--topic");
        if (place >= 0) {
            words.subList(place, place + 2).clear();
        }
        return DeadLettersCommand.run(words, System.getenv(), topic.get().deadLetterTopic(), System.out, System.err);
    }
}
