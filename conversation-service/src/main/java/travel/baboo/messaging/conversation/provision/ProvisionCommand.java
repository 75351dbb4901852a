package travel.baboo.messaging.conversation.provision;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintStream;
import java.util.List;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.twilio.BabooTwilioRestClient;
import travel.baboo.messaging.common.twilio.TwilioConfig;
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

    /** Runs the command; the exit code is 0 done, 1 Twilio refused or failed, 2 wrong arguments or settings */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        boolean dryRun = arguments.equals(List.of("--dry-run"));
        if (!dryRun && !arguments.isEmpty()) {
            err.println("usage: provision [--dry-run]");
            return 2;
        }
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDefaultSources()
                .addDiscoveredConverters()
                .withMapping(TwilioConfig.class)
                .withMapping(ProvisionConfig.class)
                .build();
        ProvisionConfig provision = config.getConfigMapping(ProvisionConfig.class);
        if (provision.webhookUrl().isEmpty()) {
            err.println("PUBLIC_BASE_URL is not set: webhooks have nowhere to go.");
            return 2;
        }
        return provision(
                config.getConfigMapping(TwilioConfig.class),
                provision.webhookUrl().get(),
                dryRun,
                out,
                err);
    }

    private static int provision(TwilioConfig twilio, String url, boolean dryRun, PrintStream out, PrintStream err) {
        TwilioHttpClient http = new TwilioHttpClient(twilio, new ObjectMapper(), new SimpleMeterRegistry());
        try {
            ProvisionReport report = new Provisioner(
                            BabooTwilioRestClient.of(twilio, http),
                            twilio.conversationsServiceSid().orElse(null),
                            twilio.conversationsServiceName(),
                            url,
                            dryRun)
                    .run();
            report.steps()
                    .forEach(step -> out.println("# " + step.what() + ": " + step.outcome() + " " + step.detail()));
            report.environment().forEach((name, value) -> out.println(name + "=" + value));
            return 0;
        } catch (TwilioException | ProblemException e) {
            err.println(e.getMessage());
            return 1;
        }
    }
}
