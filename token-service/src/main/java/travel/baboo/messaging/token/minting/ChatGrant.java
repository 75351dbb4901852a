package travel.baboo.messaging.token.minting;

import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.sid.ServiceSid;
import travel.baboo.messaging.common.sid.Sid;

/** What a token permits: chat in one Conversations service. Serialized once as JSON. */
public final class ChatGrant {

    private static final String PUSH_CREDENTIAL_PREFIX = "CR";

    private final String json;

    /**
     * A grant for a service.
     *
     * @param pushCredentialSid {@code CR} and 32 hex digits, for push notifications; null for none
     */
    public ChatGrant(ServiceSid service, @Nullable String pushCredentialSid) {
        String push = pushCredentialSid == null
                ? ""
                : ",\"push_credential_sid\":\"" + Sid.require(PUSH_CREDENTIAL_PREFIX, pushCredentialSid) + "\"";
        this.json = "{\"service_sid\":\"" + service + "\"" + push + "}";
    }

    /** The claim {@code chat}, in the order of Twilio's Node library. */
    String json() {
        return json;
    }
}
