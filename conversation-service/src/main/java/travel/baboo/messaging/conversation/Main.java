package travel.baboo.messaging.conversation;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import travel.baboo.messaging.common.deadletter.DeadLettersCommand;
import travel.baboo.messaging.conversation.erasure.SubjectCommand;
import travel.baboo.messaging.conversation.provision.DoctorCommand;
import travel.baboo.messaging.conversation.provision.ProvisionCommand;

/** The service, or one of its commands: {@code provision}, {@code doctor}, {@code deadletters}, {@code export} and
 * {@code erase}. */
@QuarkusMain
public final class Main {

    private static final Set<String> COMMANDS = Set.of("provision", "doctor", "deadletters", "export", "erase");
    private static final String DEAD_LETTER_TOPIC = "twilio.events.conversation-mirror.dlq";

    private Main() {}

    public static void main(String... arguments) {
        List<String> words = List.of(arguments);
        String command = words.isEmpty() ? "" : words.get(0);
        if (COMMANDS.contains(command)) {
            // Outside the framework logging is not configured: without this, libraries would log at debug
            // level.
            Logger.getLogger("").setLevel(Level.WARNING);
            List<String> rest = words.subList(1, words.size());
            System.exit(run(command, rest));
        }
        Quarkus.run(arguments);
    }

    private static int run(String command, List<String> arguments) {
        return switch (command) {
            case "doctor" -> DoctorCommand.run(arguments, System.getenv(), System.out, System.err);
            case "provision" -> ProvisionCommand.run(arguments, System.getenv(), System.out, System.err);
            case "deadletters" ->
                DeadLettersCommand.run(arguments, System.getenv(), DEAD_LETTER_TOPIC, System.out, System.err);
            default -> SubjectCommand.run(command, arguments, System.getenv(), System.out, System.err);
        };
    }
}
