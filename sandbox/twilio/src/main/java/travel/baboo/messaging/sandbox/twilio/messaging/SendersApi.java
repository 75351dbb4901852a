package travel.baboo.messaging.sandbox.twilio.messaging;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.TwilioAccount;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;
import travel.baboo.messaging.sandbox.twilio.TwilioHandler;
import travel.baboo.messaging.sandbox.twilio.TwilioRouter;

/**
 * What the account sends with: its numbers, its messaging service, its templates. Only what is needed to check that they
 * are there.
 */
public final class SendersApi {

    private final TwilioAccount account;
    private final Contents contents;

    public SendersApi(TwilioAccount account, Contents contents) {
        this.account = account;
        this.contents = contents;
    }

    public void mount(TwilioRouter router) {
        router.get(
                "/2010-04-01/Accounts/" + account.accountSid() + "/IncomingPhoneNumbers.json",
                TwilioHandler.direct(this::numbers));
        router.get("/v1/Services/" + account.messagingServiceSid(), TwilioHandler.direct(call -> messagingService()));
        router.get("/v1/Content/:Sid", TwilioHandler.direct(this::template));
        router.get("/v1/Content/:Sid/ApprovalRequests", TwilioHandler.direct(this::approval));
    }

    private TwilioAnswer numbers(TwilioCall call) {
        String wanted = call.query().find("PhoneNumber");
        ObjectNode answer = Json.object().put("page", 0).put("page_size", 50);
        ArrayNode numbers = answer.putArray("incoming_phone_numbers");
        for (int i = 0; i < account.phoneNumbers().size(); i++) {
            String number = account.phoneNumbers().get(i);
            if (wanted == null || wanted.equals(number)) {
                ObjectNode json = numbers.addObject()
                        .put("sid", "PN" + "%032x".formatted(i + 1))
                        .put("account_sid", account.accountSid())
                        .put("friendly_name", number)
                        .put("phone_number", number)
                        .put("status", "in-use");
                json.putObject("capabilities")
                        .put("voice", true)
                        .put("sms", true)
                        .put("mms", true)
                        .put("fax", false);
            }
        }
        return TwilioAnswer.ok(answer);
    }

    private TwilioAnswer messagingService() {
        return TwilioAnswer.ok(Json.object()
                .put("sid", account.messagingServiceSid())
                .put("account_sid", account.accountSid())
                .put("friendly_name", "Sandbox"));
    }

    private TwilioAnswer template(TwilioCall call) {
        String sid = call.path("Sid");
        String body = call.require(contents.render(sid, null));
        ObjectNode json = Json.object().put("sid", sid).put("account_sid", account.accountSid());
        json.putObject("types").putObject("twilio/text").put("body", body);
        return TwilioAnswer.ok(json);
    }

    /** Every template added here is approved. */
    private TwilioAnswer approval(TwilioCall call) {
        String sid = call.path("Sid");
        call.require(contents.render(sid, null));
        ObjectNode json = Json.object().put("sid", sid).put("account_sid", account.accountSid());
        json.putObject("whatsapp").put("type", "whatsapp").put("status", "approved");
        return TwilioAnswer.ok(json);
    }
}
