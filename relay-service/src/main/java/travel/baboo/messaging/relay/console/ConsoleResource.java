package travel.baboo.messaging.relay.console;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;

/** {@code /console/settings.json}: how to sign in, for anyone who opens the console. */
@Path("/console/settings.json")
@PermitAll
public class ConsoleResource {

    private final Console console;

    ConsoleResource(Console console) {
        this.console = console;
    }

    /** The settings; 404 with the names of those that are missing if the console is not configured. */
    @GET
    public ConsoleSettings settings() {
        return console.settings()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "The console is not configured: set " + String.join(" and ", console.missing()) + ".",
                        Map.of("missing", console.missing()),
                        null));
    }
}
