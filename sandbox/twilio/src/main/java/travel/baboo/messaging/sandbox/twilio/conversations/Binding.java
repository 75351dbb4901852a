package travel.baboo.messaging.sandbox.twilio.conversations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.PhoneAddress;

/** A participant's phone and the proxy number that it uses. */
public record Binding(String address, String proxyAddress, @Nullable String projectedAddress) {

    public String type() {
        return PhoneAddress.channel(address);
    }

    ObjectNode toJson() {
        ObjectNode json =
                Json.object().put("type", type()).put("address", address).put("proxy_address", proxyAddress);
        if (projectedAddress != null) {
            json.put("projected_address", projectedAddress);
        }
        return json;
    }
}
