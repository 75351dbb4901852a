package travel.baboo.messaging.conversation.provision;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.conversations.v1.Service;
import com.twilio.rest.conversations.v1.service.Role;
import com.twilio.rest.conversations.v1.service.configuration.Webhook;
import com.twilio.rest.conversations.v1.service.configuration.WebhookUpdater;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.setting.Setting;
import travel.baboo.messaging.common.sid.ServiceSid;
import travel.baboo.messaging.conversation.twilio.ServiceLocator;
import travel.baboo.messaging.conversation.twilio.TwilioRole;

/**
 * Brings Twilio into the state that the services need: the Conversations service, its webhook URL, method and filters, and the
 * roles' SIDs. Running it twice changes nothing the second time. Blocks; needs nothing but a Twilio client, so that a
 * command can use it as well as an endpoint.
 */
final class Provisioner {

    static final String WEBHOOK_PATH = "/api/webhooks/twilio-event";

    /** The events before a text is published. Without them Twilio asks nobody, whatever the URL for them is. */
    private static final List<String> CHECKED = List.of("onMessageAdd", "onMessageUpdate");

    private final TwilioRestClient client;
    private final @Nullable String serviceSid;
    private final String serviceName;
    private final String publicBaseUrl;
    private final boolean checks;
    private final boolean dryRun;
    private final List<ProvisionReport.Step> steps = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();

    /**
     * @param serviceSid the service to set up; null to find it by name
     * @param publicBaseUrl the origin under which Twilio reaches us
     * @param checks whether Twilio asks us before it publishes a message
     * @param dryRun report only, change nothing
     */
    Provisioner(
            TwilioRestClient client,
            @Nullable String serviceSid,
            String serviceName,
            String publicBaseUrl,
            boolean checks,
            boolean dryRun) {
        this.client = client;
        this.serviceSid = serviceSid;
        this.serviceName = serviceName;
        this.publicBaseUrl =
                Setting.parse("PUBLIC_BASE_URL", publicBaseUrl, Setting::origin).toString();
        this.checks = checks;
        this.dryRun = dryRun;
    }

    ProvisionReport run() {
        Optional<String> service = service();
        if (service.isPresent()) {
            environment.put("TWILIO_CONVERSATIONS_SERVICE_SID", service.get());
            webhooks(service.get());
            roles(service.get());
        }
        return new ProvisionReport(dryRun, steps, environment);
    }

    private Optional<String> service() {
        if (serviceSid != null) {
            Service service = Service.fetcher(serviceSid).fetch(client);
            step("service", "found", service.getSid() + " by SID");
            return Optional.of(service.getSid());
        }
        Optional<String> byName = ServiceLocator.findByName(client, serviceName).map(ServiceSid::value);
        if (byName.isPresent()) {
            step("service", "found", byName.get() + " by name");
            return byName;
        }
        if (dryRun) {
            step("service", "would-create", serviceName);
            return Optional.empty();
        }
        String created = Service.creator(serviceName).create(client).getSid();
        step("service", "created", created);
        return Optional.of(created);
    }

    private void webhooks(String service) {
        Webhook present = Webhook.fetcher(service).fetch(client);
        List<String> wanted = filters(checks);
        String url = publicBaseUrl + WEBHOOK_PATH;
        boolean urlRight = URI.create(url).equals(present.getPostWebhookUrl())
                && (!checks || URI.create(url).equals(present.getPreWebhookUrl()));
        boolean methodRight = present.getMethod() == Webhook.Method.POST;
        List<String> filters = present.getFilters() == null ? List.of() : present.getFilters();
        boolean filtersRight = new HashSet<>(filters).equals(new HashSet<>(wanted));
        if (urlRight && methodRight && filtersRight) {
            step("webhooks", "found", url);
            return;
        }
        if (!dryRun) {
            WebhookUpdater updater = Webhook.updater(service)
                    .setPostWebhookUrl(url)
                    .setMethod("POST")
                    .setFilters(wanted);
            if (checks) {
                updater.setPreWebhookUrl(url);
            }
            updater.update(client);
        }
        step("webhooks", dryRun ? "would-change" : "changed", url);
    }

    /**
     * Every event after the fact that we know.
     *
     * @param checks whether Twilio asks us before it publishes a message
     */
    static List<String> filters(boolean checks) {
        Stream<String> after = Arrays.stream(EventType.values())
                .filter(type -> type != EventType.SMS_STATUS_UPDATED)
                .map(EventType::twilioName);
        return (checks ? Stream.concat(after, CHECKED.stream()) : after).toList();
    }

    private void roles(String service) {
        for (Role role : Role.reader(service).read(client)) {
            Arrays.stream(TwilioRole.values()).filter(wanted -> wanted.is(role)).forEach(wanted -> {
                environment.put(wanted.variable(), role.getSid());
                step("role " + wanted.friendlyName(), "found", role.getSid());
            });
        }
        if (!Arrays.stream(TwilioRole.values()).map(TwilioRole::variable).allMatch(environment::containsKey)) {
            throw new ProblemException(
                    ProblemType.TWILIO_FAILED, "The service lacks one of Twilio's four default roles.");
        }
    }

    private void step(String what, String outcome, String detail) {
        steps.add(new ProvisionReport.Step(what, outcome, detail));
    }
}
