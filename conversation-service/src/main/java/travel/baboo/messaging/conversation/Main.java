package travel.baboo.messaging.conversation;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import travel.baboo.messaging.conversation.provision.DoctorCommand;
import travel.baboo.messaging.conversation.provision.ProvisionCommand;

/** The service, or one of its commands: {@code provision} and {@code doctor}. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        List<String> words = List.of(arguments);
        String command = words.isEmpty() ? "" : words.get(0);
        if (command.equals("provision") || command.equals("doctor")) {
            // Outside the framework nobody has set up logging: without this every library would tell its debug
            // messages.
            Logger.getLogger("").setLevel(Level.WARNING);
            List<String> rest = words.subList(1, words.size());
            System.exit(
                    command.equals("doctor")
                            ? DoctorCommand.run(rest, System.getenv(), System.out, System.err)
                            : ProvisionCommand.run(rest, System.getenv(), System.out, System.err));
        }
        Quarkus.run(arguments);
    }
}
