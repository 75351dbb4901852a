package travel.baboo.messaging.conversation.provision;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.http.TwilioRestClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import travel.baboo.messaging.common.account.TwilioEnvironment;
import travel.baboo.messaging.common.twilio.BabooTwilioRestClient;
import travel.baboo.messaging.common.twilio.TwilioHttpClient;
import travel.baboo.messaging.conversation.twilio.TwilioRole;

/**
 * {@code doctor [--identity <identity>] [--address <address>] [--content-sid <HX…>]}: the same as the endpoint, as a one-off
 * command of the service's image, with nothing but the {@code TWILIO_…} environment and {@code PUBLIC_BASE_URL}.
 */
public final class DoctorCommand {

    private static final Set<String> OPTIONS = Set.of("--identity", "--address", "--content-sid");

    private DoctorCommand() {}

    /** Runs the command; the exit code is 0 healthy, 1 something failed, 2 wrong arguments or settings. */
    public static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            if (!OPTIONS.contains(arguments.get(i)) || i + 1 == arguments.size()) {
                err.println("usage: doctor [--identity <identity>] [--address <address>] [--content-sid <HX...>]");
                return 2;
            }
            options.put(arguments.get(i), arguments.get(i + 1));
        }
        try {
            DoctorReport report = examine(environment, options);
            report.lines().forEach(line -> {
                out.printf("%-8s %s: %s%n", line.status(), line.check(), line.detail());
                if (line.remedy() != null) {
                    out.printf("%-8s -> %s%n", "", line.remedy());
                }
            });
            return report.healthy() ? 0 : 1;
        } catch (IllegalStateException | IllegalArgumentException wrongSetting) {
            err.println(wrongSetting.getMessage());
            return 2;
        }
    }

    private static DoctorReport examine(Map<String, String> environment, Map<String, String> options) {
        TwilioEnvironment twilio = new TwilioEnvironment(environment);
        TwilioHttpClient http = new TwilioHttpClient(twilio, new ObjectMapper(), new SimpleMeterRegistry());
        TwilioRestClient client = BabooTwilioRestClient.of(twilio, http);
        Map<TwilioRole, Optional<String>> roles = new HashMap<>();
        Arrays.stream(TwilioRole.values()).forEach(role -> roles.put(role, find(environment, role.variable())));
        DoctorSubject subject = new DoctorSubject(
                find(options, "--identity"), find(options, "--address"), find(options, "--content-sid"));
        return new Doctor(
                        client,
                        BabooTwilioRestClient.byAuthToken(twilio, http),
                        twilio,
                        roles,
                        find(environment, "PUBLIC_BASE_URL").orElse(null),
                        ProvisionCommand.checks(environment),
                        find(environment, StreamTarget.SETTING),
                        Optional.empty())
                .examine(subject);
    }

    private static Optional<String> find(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }
}
