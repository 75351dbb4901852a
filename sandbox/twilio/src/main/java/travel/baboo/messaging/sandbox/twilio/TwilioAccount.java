package travel.baboo.messaging.sandbox.twilio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one account of the sandbox.
 *
 * @param accountSid {@code AC…}
 * @param authToken also the key of every webhook signature
 * @param apiKey {@code SK…}
 * @param apiSecret the API key's secret; also signs access tokens
 * @param apiKeyKind what the API key may do; the console makes Standard keys by default
 * @param allowedPaths the beginnings of paths that a Restricted key may use
 * @param apiKeyRegion the region in which the API key was made: each region has its own keys
 * @param phoneNumbers the numbers that the account owns, E.164; the first is the default sender
 * @param messagingServiceSid {@code MG…}, whose senders are the phone numbers
 * @param conversationsServiceSid {@code IS…} of the account's default Conversations service; null for a random one
 */
public record TwilioAccount(
        String accountSid,
        String authToken,
        String apiKey,
        String apiSecret,
        ApiKeyKind apiKeyKind,
        List<String> allowedPaths,
        String apiKeyRegion,
        List<String> phoneNumbers,
        String messagingServiceSid,
        @Nullable String conversationsServiceSid) {

    public TwilioAccount {
        require("TWILIO_ACCOUNT_SID", Sid.is("AC", accountSid), "AC and 32 hex digits");
        require("TWILIO_AUTH_TOKEN", !authToken.isBlank(), "set");
        require("TWILIO_API_KEY", Sid.is("SK", apiKey), "SK and 32 hex digits");
        require("TWILIO_API_SECRET", apiSecret.length() >= 32, "at least 32 characters");
        require("TWILIO_MESSAGING_SERVICE_SID", Sid.is("MG", messagingServiceSid), "MG and 32 hex digits");
        require(
                "TWILIO_CONVERSATIONS_SERVICE_SID",
                conversationsServiceSid == null || Sid.is("IS", conversationsServiceSid),
                "IS and 32 hex digits");
        allowedPaths = List.copyOf(allowedPaths);
        phoneNumbers = List.copyOf(phoneNumbers);
        require(
                "TWILIO_PHONE_NUMBER",
                !phoneNumbers.isEmpty() && phoneNumbers.stream().allMatch(PhoneAddress::isE164),
                "one or more E.164 numbers");
    }

    /** Whether the address, with or without {@code whatsapp:}, is one of the account's numbers. */
    public boolean owns(String address) {
        return phoneNumbers.contains(PhoneAddress.number(address));
    }

    private static void require(String name, boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + what);
        }
    }
}
