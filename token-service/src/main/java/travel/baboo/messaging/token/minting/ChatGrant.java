package travel.baboo.messaging.token.minting;

import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.sid.ServiceSid;
import travel.baboo.messaging.common.sid.Sid;

/**
 * What a token lets its bearer do: chat in one Conversations service.
 *
 * @param service the service
 * @param pushCredentialSid {@code CR} and 32 hex digits, for push notifications; null for none
 */
public record ChatGrant(ServiceSid service, @Nullable String pushCredentialSid) {

    private static final String PUSH_CREDENTIAL_PREFIX = "CR";

    public ChatGrant {
        if (pushCredentialSid != null) {
            Sid.require(PUSH_CREDENTIAL_PREFIX, pushCredentialSid);
        }
    }

    /** The members of the claim {@code chat}, in the order of Twilio's Node library. SIDs need no escaping. */
    String toJson() {
        String push = pushCredentialSid == null ? "" : ",\"push_credential_sid\":\"" + pushCredentialSid + "\"";
        return "{\"service_sid\":\"" + service + "\"" + push + "}";
    }
}
