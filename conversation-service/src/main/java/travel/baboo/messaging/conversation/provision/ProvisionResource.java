package travel.baboo.messaging.conversation.provision;

import com.twilio.http.TwilioRestClient;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.audit.Audited;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.conversation.contactdetail.ContactDetailConfig;

/** {@code POST /api/admin/provision}: sets up the Twilio side; {@code dryRun=true} changes nothing. */
@Path("/api/admin/provision")
public class ProvisionResource {

    private final TwilioRestClient client;
    private final TwilioConfig twilio;
    private final ProvisionConfig config;
    private final ContactDetailConfig details;

    ProvisionResource(
            TwilioRestClient client, TwilioConfig twilio, ProvisionConfig config, ContactDetailConfig details) {
        this.client = client;
        this.twilio = twilio;
        this.config = config;
        this.details = details;
    }

    @POST
    @Blocking
    @RolesAllowed(Role.Names.ADMIN)
    @Audited
    public ProvisionReport provision(
            @QueryParam("dryRun") @DefaultValue("false") @Pattern(regexp = "true|false", message = "true or false")
                    String dryRun) {
        String url = config.webhookUrl()
                .orElseThrow(
                        () -> ProblemException.invalid("PUBLIC_BASE_URL is not set: webhooks have nowhere to go."));
        return new Provisioner(
                        client,
                        twilio.conversationsServiceSid().orElse(null),
                        twilio.conversationsServiceName(),
                        url,
                        details.enabled(),
                        Boolean.parseBoolean(dryRun))
                .run();
    }
}
