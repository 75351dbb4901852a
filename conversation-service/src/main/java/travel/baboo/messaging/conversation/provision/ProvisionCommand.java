package travel.baboo.messaging.conversation.provision;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.account.TwilioEnvironment;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.twilio.BabooTwilioRestClient;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.common.twilio.TwilioHttpClient;

/**
 * {@code provision [--dry-run]}: the same as the endpoint, as a one-off command of the service's image. Needs no database, no
 * Kafka and no login, only the {@code TWILIO_…} environment and {@code PUBLIC_BASE_URL}.
 *
 * <p>Prints what it found as comments and the settings to keep as {@code NAME=value}, one a line.
 */
public final class ProvisionCommand {

    private ProvisionCommand() {}

    /** Runs the command; the exit code is 0 done, 1 Twilio refused or failed, 2 wrong arguments or settings. */
    public static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        boolean dryRun = arguments.equals(List.of("--dry-run"));
        if (!dryRun && !arguments.isEmpty()) {
            err.println("usage: provision [--dry-run]");
            return 2;
        }
        String url = environment.getOrDefault("PUBLIC_BASE_URL", "");
        if (url.isBlank()) {
            err.println("PUBLIC_BASE_URL is not set: webhooks have nowhere to go.");
            return 2;
        }
        try {
            print(provision(new TwilioEnvironment(environment), url, dryRun), out);
            return 0;
        } catch (TwilioException | ProblemException e) {
            err.println(e.getMessage());
            return 1;
        } catch (IllegalStateException | IllegalArgumentException wrongSetting) {
            err.println(wrongSetting.getMessage());
            return 2;
        }
    }

    private static ProvisionReport provision(TwilioConfig twilio, String url, boolean dryRun) {
        TwilioHttpClient http = new TwilioHttpClient(twilio, new ObjectMapper(), new SimpleMeterRegistry());
        return new Provisioner(
                        BabooTwilioRestClient.of(twilio, http),
                        twilio.conversationsServiceSid().orElse(null),
                        twilio.conversationsServiceName(),
                        url,
                        dryRun)
                .run();
    }

    private static void print(ProvisionReport report, PrintStream out) {
        report.steps().forEach(step -> out.println("# " + step.what() + ": " + step.outcome() + " " + step.detail()));
        new TreeMap<>(report.environment()).forEach((name, value) -> out.println(name + "=" + value));
    }
}
