package travel.baboo.messaging.conversation.provision;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.http.TwilioRestClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.account.TwilioEnvironment;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.setting.Setting;
import travel.baboo.messaging.common.twilio.BabooTwilioRestClient;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.common.twilio.TwilioHttpClient;

/**
 * {@code provision [--dry-run]}: the same as the endpoint, as a one-off command of the service's image, and what is set up on demand only:
 * Event Streams, and Twilio's retries of webhooks. Needs no database, no Kafka and no login, only the {@code TWILIO_…} environment,
 * {@code PUBLIC_BASE_URL}, {@code CONTACT_DETAILS_ENABLED} if it is set, and, if the endpoint of Event Streams has a login, {@code EVENT_STREAM_URL}.
 *
 * <p>Prints what it found as comments and the settings to keep as {@code NAME=value}, one a line.
 */
public final class ProvisionCommand {

    private ProvisionCommand() {}

    /** Runs the command; the exit code is 0 done, 1 Twilio refused or failed, 2 wrong arguments or settings. */
    public static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        ProvisionOptions options;
        try {
            options = ProvisionOptions.parse(arguments);
        } catch (IllegalArgumentException wrongArgument) {
            err.println(wrongArgument.getMessage());
            return 2;
        }
        String url = environment.getOrDefault("PUBLIC_BASE_URL", "");
        if (url.isBlank()) {
            err.println("PUBLIC_BASE_URL is not set: webhooks have nowhere to go.");
            return 2;
        }
        try {
            print(
                    provision(
                            new TwilioEnvironment(environment),
                            url,
                            checks(environment),
                            options,
                            streamTarget(options, environment, url)),
                    out);
            return 0;
        } catch (TwilioException | ProblemException e) {
            err.println(e.getMessage());
            return 1;
        } catch (IllegalStateException | IllegalArgumentException wrongSetting) {
            err.println(wrongSetting.getMessage());
            return 2;
        }
    }

    /** As the service's setting {@code contact-detail.enabled}. */
    static boolean checks(Map<String, String> environment) {
        return Boolean.parseBoolean(Setting.clean(environment.getOrDefault("CONTACT_DETAILS_ENABLED", "")));
    }

    private static StreamTarget streamTarget(ProvisionOptions options, Map<String, String> environment, String url) {
        String set = options.eventStreamUrl() == null
                ? environment.getOrDefault(StreamTarget.SETTING, "")
                : options.eventStreamUrl();
        return set.isBlank() ? StreamTarget.below(url) : StreamTarget.of(set);
    }

    private static ProvisionReport provision(
            TwilioConfig twilio, String url, boolean checks, ProvisionOptions options, StreamTarget target) {
        TwilioHttpClient http = new TwilioHttpClient(twilio, new ObjectMapper(), new SimpleMeterRegistry());
        TwilioRestClient client = BabooTwilioRestClient.of(twilio, http);
        ProvisionReport report = new Provisioner(
                        client,
                        twilio.conversationsServiceSid().orElse(null),
                        twilio.conversationsServiceName(),
                        url,
                        checks,
                        options.dryRun())
                .run();
        String service = report.environment().get("TWILIO_CONVERSATIONS_SERVICE_SID");
        return service == null ? report : withExtras(client, report, service, options, target);
    }

    private static ProvisionReport withExtras(
            TwilioRestClient client,
            ProvisionReport report,
            String service,
            ProvisionOptions options,
            StreamTarget target) {
        List<ProvisionReport.Step> steps = new ArrayList<>(report.steps());
        Map<String, String> environment = new TreeMap<>(report.environment());
        options.webhookRetries()
                .ifPresent(retries ->
                        steps.addAll(new EventStreamProvisioner(client, options.dryRun()).retries(service, retries)));
        if (options.eventStream()) {
            EventStreamProvisioner streams = new EventStreamProvisioner(client, options.dryRun());
            steps.addAll(options.remove() ? streams.removeAll(service, target) : streams.setUp(service, target));
            if (!options.remove() && target.destination().getRawUserInfo() == null) {
                environment.put(StreamTarget.SETTING, target.shown());
            }
        }
        return new ProvisionReport(report.dryRun(), steps, environment);
    }

    private static void print(ProvisionReport report, PrintStream out) {
        report.steps().forEach(step -> out.println("# " + step.what() + ": " + step.outcome() + " " + step.detail()));
        new TreeMap<>(report.environment()).forEach((name, value) -> out.println(name + "=" + value));
    }
}
