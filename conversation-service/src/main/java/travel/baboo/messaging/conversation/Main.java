package travel.baboo.messaging.conversation;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import travel.baboo.messaging.conversation.provision.ProvisionCommand;

/** The service, or one of its commands: {@code provision}. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        List<String> words = List.of(arguments);
        if (!words.isEmpty() && words.get(0).equals("provision")) {
            // Outside the framework nobody has set up logging: without this every library would tell its debug
            // messages.
            Logger.getLogger("").setLevel(Level.WARNING);
            System.exit(ProvisionCommand.run(words.subList(1, words.size()), System.getenv(), System.out, System.err));
        }
        Quarkus.run(arguments);
    }
}
