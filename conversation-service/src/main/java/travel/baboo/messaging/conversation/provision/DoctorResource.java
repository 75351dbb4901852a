package travel.baboo.messaging.conversation.provision;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.http.TwilioRestClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.twilio.BabooTwilioRestClient;
import travel.baboo.messaging.common.twilio.TwilioHttpClient;
import travel.baboo.messaging.conversation.contactdetail.ContactDetailConfig;
import travel.baboo.messaging.conversation.mirror.MessageWaysMetrics;
import travel.baboo.messaging.conversation.mirror.MessageWaysMetrics.Shares;
import travel.baboo.messaging.conversation.twilio.RoleConfig;
import travel.baboo.messaging.conversation.twilio.TwilioRole;

/** {@code GET /api/admin/doctor}: what is wrong on the Twilio side, line by line, with the remedy. Changes nothing. */
@Path("/api/admin/doctor")
public class DoctorResource {

    private final TwilioRestClient client;
    private final Optional<TwilioRestClient> byAuthToken;
    private final TwilioConfig twilio;
    private final Map<TwilioRole, Optional<String>> roles;
    private final ProvisionConfig config;
    private final ContactDetailConfig details;
    private final MessageWaysMetrics ways;

    DoctorResource(
            TwilioRestClient client,
            TwilioConfig twilio,
            RoleConfig roles,
            ProvisionConfig config,
            ContactDetailConfig details,
            MessageWaysMetrics ways,
            ObjectMapper json,
            MeterRegistry meters) {
        this.client = client;
        this.byAuthToken = BabooTwilioRestClient.byAuthToken(twilio, new TwilioHttpClient(twilio, json, meters));
        this.twilio = twilio;
        this.roles = Map.of(
                TwilioRole.SERVICE_ADMIN, roles.serviceAdmin(),
                TwilioRole.SERVICE_USER, roles.serviceUser(),
                TwilioRole.CHANNEL_ADMIN, roles.channelAdmin(),
                TwilioRole.CHANNEL_USER, roles.channelUser());
        this.config = config;
        this.details = details;
        this.ways = ways;
    }

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    public Uni<DoctorReport> examine(
            @QueryParam("identity") @Size(min = 1, max = Caller.MAX_IDENTITY_LENGTH) @Nullable String identity,
            @QueryParam("address") @Size(min = 1, max = 256) @Nullable String address,
            @QueryParam("contentSid") @Pattern(regexp = "HX[0-9a-f]{32}", message = "HX and 32 hex digits") @Nullable
                    String contentSid) {
        DoctorSubject subject = new DoctorSubject(
                Optional.ofNullable(identity), Optional.ofNullable(address), Optional.ofNullable(contentSid));
        // Without its database the service can still check Twilio.
        return ways.shares()
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(Optional.empty())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(shares -> doctor(shares).examine(subject));
    }

    private Doctor doctor(Optional<Shares> shares) {
        return new Doctor(
                client,
                byAuthToken,
                twilio,
                roles,
                config.webhookUrl().orElse(null),
                details.enabled(),
                config.eventStreamUrl(),
                shares);
    }
}
