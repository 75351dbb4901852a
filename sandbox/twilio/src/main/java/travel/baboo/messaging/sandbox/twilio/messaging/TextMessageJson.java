package travel.baboo.messaging.sandbox.twilio.messaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.TwilioAccount;
import travel.baboo.messaging.sandbox.twilio.TwilioDates;

/** A text as the Message resource of the 2010-04-01 API. */
final class TextMessageJson {

    private TextMessageJson() {}

    static ObjectNode of(TwilioAccount account, TextMessage message) {
        String uri = "/2010-04-01/Accounts/" + account.accountSid() + "/Messages/" + message.sid();
        int media = message.media().size() + message.mediaUrls().size();
        ObjectNode json = Json.object()
                .put("account_sid", account.accountSid())
                .put("api_version", "2010-04-01")
                .put("body", message.body())
                .put("date_created", TwilioDates.rfc2822(message.created()))
                .put("date_sent", message.sent() == null ? null : TwilioDates.rfc2822(message.sent()))
                .put("date_updated", TwilioDates.rfc2822(message.updated()))
                .put("direction", message.direction().word())
                .put("error_code", message.errorCode())
                .put("error_message", message.errorCode() == null ? null : "Error " + message.errorCode())
                .put("from", message.from())
                .put("messaging_service_sid", message.messagingServiceSid())
                .put("num_media", Integer.toString(media))
                .put("num_segments", message.from() == null ? "0" : Integer.toString(SmsSegments.count(message.body())))
                .putNull("price")
                .putNull("price_unit")
                .put("sid", message.sid())
                .put("status", message.status())
                .put("to", message.to())
                .put("uri", uri + ".json");
        json.putObject("subresource_uris").put("media", uri + "/Media.json");
        return json;
    }
}
