package travel.baboo.messaging.ingest;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import travel.baboo.messaging.ingest.quarantine.QuarantineCommand;

/** The service, or its command {@code quarantine}. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        List<String> words = List.of(arguments);
        if (!words.isEmpty() && words.get(0).equals("quarantine")) {
            // Without the framework logging is not configured: libraries would log at debug level.
            Logger.getLogger("").setLevel(Level.WARNING);
            System.exit(QuarantineCommand.run(words.subList(1, words.size()), System.getenv(), System.out, System.err));
        }
        Quarkus.run(arguments);
    }
}
