package travel.baboo.messaging.relay.sms;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.relay.destination.RequestView;

/** Describes the request by which {@link TwilioTexts} sends a text, for operators. */
final class TextRequests {

    private static final String TWILIO = "https://api.twilio.com";

    private final TwilioConfig twilio;
    private final Optional<URI> statusCallback;

    TextRequests(TwilioConfig twilio, SmsConfig config) {
        this.twilio = twilio;
        this.statusCallback = TwilioTexts.statusCallback(config);
    }

    RequestView describe(PhoneAddress phone, TextChannel channel, Optional<String> template, @Nullable String text) {
        return RequestView.post(
                origin() + "/2010-04-01/Accounts/" + twilio.accountSid() + "/Messages.json",
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Authorization", RequestView.HIDDEN),
                text == null ? null : form(fields(phone, channel, template, text)));
    }

    private Map<String, String> fields(
            PhoneAddress phone, TextChannel channel, Optional<String> template, String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("To", phone.value());
        fields.put(twilio.messagingServiceSid().isPresent() ? "MessagingServiceSid" : "From", channel.sender(twilio));
        if (template.isPresent()) {
            fields.put("ContentSid", template.get());
            fields.put(
                    "ContentVariables",
                    new JsonObject().put(TwilioTexts.TEMPLATE_VARIABLE, text).encode());
        } else {
            fields.put("Body", text);
        }
        statusCallback.ifPresent(url -> fields.put("StatusCallback", url.toString()));
        return fields;
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Twilio's SDK names the edge and the region within the host. */
    private String origin() {
        if (twilio.origin().isPresent()) {
            return twilio.origin().get().toString();
        }
        if (twilio.edge().isEmpty() && twilio.region().isEmpty()) {
            return TWILIO;
        }
        return "https://api."
                + twilio.edge().map(edge -> edge + ".").orElse("")
                + twilio.region().map(region -> region + ".").orElse("us1.")
                + "twilio.com";
    }
}
