package travel.baboo.messaging.conversation.provision;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.Account;
import com.twilio.rest.api.v2010.account.IncomingPhoneNumber;
import com.twilio.rest.conversations.v1.Service;
import com.twilio.rest.conversations.v1.service.Role;
import com.twilio.rest.conversations.v1.service.configuration.Webhook;
import com.twilio.type.PhoneNumber;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.setting.Setting;
import travel.baboo.messaging.common.sid.ServiceSid;
import travel.baboo.messaging.conversation.mirror.MessageWaysMetrics.Shares;
import travel.baboo.messaging.conversation.twilio.ServiceLocator;
import travel.baboo.messaging.conversation.twilio.TwilioRole;

/**
 * Checks the Twilio side, changes nothing, and reports the state of each item and the remedy for each problem. Blocks. Needs only clients
 * of Twilio, so that a command can use it as well as an endpoint.
 */
final class Doctor {

    private static final String PROVISION = "Run provision.";

    private final TwilioRestClient client;
    private final Optional<TwilioRestClient> byAuthToken;
    private final TwilioConfig twilio;
    private final Map<TwilioRole, Optional<String>> roles;
    private final @Nullable String publicBaseUrl;
    private final boolean checks;
    private final Optional<StreamTarget> stream;
    private final Optional<Shares> shares;
    private final Findings findings = new Findings();

    /**
     * @param byAuthToken a client that logs in with the auth token; empty when none is set
     * @param roles the SIDs that are set
     * @param publicBaseUrl the origin under which Twilio reaches us; null when it is not set
     * @param checks whether Twilio asks us before it publishes a message
     * @param eventStreamUrl where Event Streams delivers; empty when it is not used
     * @param shares the ways by which messages came; empty if unknown
     */
    Doctor(
            TwilioRestClient client,
            Optional<TwilioRestClient> byAuthToken,
            TwilioConfig twilio,
            Map<TwilioRole, Optional<String>> roles,
            @Nullable String publicBaseUrl,
            boolean checks,
            Optional<String> eventStreamUrl,
            Optional<Shares> shares) {
        this.client = client;
        this.byAuthToken = byAuthToken;
        this.twilio = twilio;
        this.roles = Map.copyOf(roles);
        this.checks = checks;
        this.stream = eventStreamUrl.map(StreamTarget::of);
        this.shares = shares;
        this.publicBaseUrl = publicBaseUrl == null
                ? null
                : Setting.parse("PUBLIC_BASE_URL", publicBaseUrl, Setting::origin)
                        .toString();
    }

    /** Runs all checks, and those for the identity, address and template that the subject names. */
    DoctorReport examine(DoctorSubject subject) {
        credentials();
        Optional<String> service = service();
        service.ifPresent(sid -> {
            findings.check("webhooks", PROVISION, () -> webhooks(sid));
            findings.check("roles", PROVISION, () -> roles(sid));
            stream.ifPresent(target -> new StreamCheck(client, findings).examine(sid, target, shares));
        });
        senders();
        service.ifPresent(sid -> new SubjectCheck(client, sid, findings).examine(subject));
        return findings.report();
    }

    /**
     * Checks the key with a request that it is used for. A Standard key may not read the account (20003): only the auth token can show that
     * the account is the right one and active.
     */
    private void credentials() {
        if (twilio.apiKey().isPresent() && twilio.apiSecret().isPresent()) {
            findings.check("API key", "Make a key of the account TWILIO_ACCOUNT_SID in Twilio's console.", () -> {
                boolean some = Service.reader().limit(1).read(client).iterator().hasNext();
                findings.ok("API key", some ? "reads the Conversations services" : "logs in; there is no service yet");
            });
        }
        if (byAuthToken.isEmpty()) {
            findings.warning(
                    "auth token",
                    "not set here",
                    "webhook-ingest-service needs TWILIO_AUTH_TOKEN: webhooks are signed with it.");
        } else {
            account(byAuthToken.get());
        }
    }

    private void account(TwilioRestClient withAuthToken) {
        findings.check("auth token", "TWILIO_AUTH_TOKEN is another account's, or no longer valid.", () -> {
            Account found = Account.fetcher(twilio.accountSid()).fetch(withAuthToken);
            if (found.getStatus() == Account.Status.ACTIVE) {
                findings.ok("auth token", "logs in to " + twilio.accountSid() + "; webhooks are signed with it");
            } else {
                findings.failed(
                        "auth token", "the account is " + found.getStatus(), "Reactivate it in Twilio's console.");
            }
        });
    }

    private Optional<String> service() {
        List<String> found = new ArrayList<>();
        findings.check(
                "service", "Set TWILIO_CONVERSATIONS_SERVICE_SID to one of the account's, or run provision.", () -> {
                    Optional<String> sid = twilio.conversationsServiceSid()
                            .map(set -> Service.fetcher(set).fetch(client).getSid())
                            .or(() -> ServiceLocator.findByName(client, twilio.conversationsServiceName())
                                    .map(ServiceSid::value));
                    sid.ifPresentOrElse(
                            value -> {
                                found.add(value);
                                findings.ok("service", value);
                            },
                            () -> findings.failed(
                                    "service",
                                    "none is called \"" + twilio.conversationsServiceName() + "\"",
                                    PROVISION));
                });
        return found.stream().findFirst();
    }

    private void webhooks(String service) {
        Webhook present = Webhook.fetcher(service).fetch(client);
        if (publicBaseUrl == null) {
            findings.failed("webhook URL", "PUBLIC_BASE_URL is not set", "Set it to the gateway's public origin.");
        } else {
            URI wanted = URI.create(publicBaseUrl + Provisioner.WEBHOOK_PATH);
            if (wanted.equals(present.getPostWebhookUrl())) {
                findings.ok("webhook URL", wanted.toString());
            } else {
                findings.failed("webhook URL", "is " + present.getPostWebhookUrl() + ", not " + wanted, PROVISION);
            }
            if (checks && wanted.equals(present.getPreWebhookUrl())) {
                findings.ok("pre-event webhook URL", wanted.toString());
            } else if (checks) {
                findings.failed(
                        "pre-event webhook URL", "is " + present.getPreWebhookUrl() + ", not " + wanted, PROVISION);
            }
        }
        if (present.getMethod() == Webhook.Method.POST) {
            findings.ok("webhook method", "POST");
        } else {
            findings.failed("webhook method", "is " + present.getMethod(), PROVISION);
        }
        Set<String> missing = new TreeSet<>(Provisioner.filters(checks));
        List<String> filters = present.getFilters();
        if (filters != null) {
            missing.removeAll(new HashSet<>(filters));
        }
        if (missing.isEmpty()) {
            findings.ok("webhook filters", Provisioner.filters(checks).size() + " events");
        } else {
            findings.failed("webhook filters", "missing " + String.join(", ", missing), PROVISION);
        }
    }

    private void roles(String service) {
        Map<String, Role> bySid = new HashMap<>();
        Role.reader(service).read(client).forEach(role -> bySid.put(role.getSid(), role));
        for (TwilioRole wanted : TwilioRole.values()) {
            String check = "role " + wanted.friendlyName();
            Optional<String> set = roles.getOrDefault(wanted, Optional.empty());
            if (set.isPresent() && !bySid.containsKey(set.get())) {
                findings.failed(check, wanted.variable() + " is no role of the service", "Unset it, or run provision.");
            } else if (set.isPresent() || bySid.values().stream().anyMatch(wanted::is)) {
                findings.ok(check, set.isPresent() ? "as set" : "found by name");
            } else {
                findings.failed(
                        check, "the service has none", "Make one in Twilio's console and set " + wanted.variable());
            }
        }
    }

    private void senders() {
        String number = twilio.phoneNumber().orElse(null);
        if (number == null) {
            findings.warning("phone number", "TWILIO_PHONE_NUMBER is not set", "Without it no phone can take part.");
        } else {
            findings.check("phone number", "TWILIO_PHONE_NUMBER is not the account's.", () -> number(number));
        }
        twilio.messagingServiceSid()
                .ifPresent(sid -> findings.check(
                        "messaging service", "Set TWILIO_MESSAGING_SERVICE_SID to one of the account's.", () -> {
                            com.twilio.rest.messaging.v1.Service.fetcher(sid).fetch(client);
                            findings.ok("messaging service", sid);
                        }));
    }

    private void number(String number) {
        for (IncomingPhoneNumber owned : IncomingPhoneNumber.reader(twilio.accountSid())
                .setPhoneNumber(new PhoneNumber(number))
                .read(client)) {
            if (owned.getCapabilities() != null && owned.getCapabilities().getSms()) {
                findings.ok("phone number", owned.getSid() + ", can send SMS");
            } else {
                findings.failed("phone number", owned.getSid() + " cannot send SMS", "Take a number that can.");
            }
            return;
        }
        findings.failed(
                "phone number", "is not the account's", "Set TWILIO_PHONE_NUMBER to one of the account's, in E.164.");
    }
}
