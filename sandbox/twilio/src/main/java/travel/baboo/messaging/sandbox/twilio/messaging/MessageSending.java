package travel.baboo.messaging.sandbox.twilio.messaging;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.Parameters;
import travel.baboo.messaging.sandbox.twilio.PhoneAddress;
import travel.baboo.messaging.sandbox.twilio.Sid;
import travel.baboo.messaging.sandbox.twilio.TwilioAccount;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.webhook.WebhookEvent;
import travel.baboo.messaging.sandbox.twilio.webhook.WebhookTarget;
import travel.baboo.messaging.sandbox.twilio.webhook.Webhooks;

/** Checks what Programmable Messaging is asked to send, sends it and reports its status to the callback. */
public final class MessageSending {

    private static final int BODY_LIMIT = 1600;

    /** Our WhatsApp sender's installation. */
    private static final String CHANNEL_INSTALLATION = "XE00000000000000000000000000000001";

    private static final Map<Integer, String> REFUSALS = Map.of(
            21211, "Invalid 'To' Phone Number",
            21408, "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
            21610, "Attempt to send to unsubscribed recipient",
            21614, "'To' number is not a valid mobile number",
            21611, "This 'From' number has exceeded the maximum number of queued messages");

    private final TwilioAccount account;
    private final Carrier carrier;
    private final Phones phones;
    private final Contents contents;
    private final Webhooks webhooks;

    public MessageSending(TwilioAccount account, Carrier carrier, Phones phones, Contents contents, Webhooks webhooks) {
        this.account = account;
        this.carrier = carrier;
        this.phones = phones;
        this.contents = contents;
        this.webhooks = webhooks;
    }

    TextMessage send(Parameters body) {
        String to = to(body);
        String service = service(body);
        String from = service == null || body.has("From") ? from(body, to) : null;
        OutboundText text = new OutboundText(
                from,
                to,
                text(body),
                List.of(),
                body.all("MediaUrl"),
                body.sid("ContentSid", "HX"),
                service,
                null,
                statusCallback(body));
        refuseIfHopeless(text);
        return carrier.send(text, this::report);
    }

    private static String to(Parameters body) {
        String to = body.text("To");
        if (to == null || to.isEmpty()) {
            throw TwilioException.badRequest(21604, "A 'To' phone number is required.");
        }
        if (!PhoneAddress.isValid(to)) {
            throw TwilioException.badRequest(21211, "Invalid 'To' Phone Number: " + to);
        }
        return to;
    }

    private @Nullable String service(Parameters body) {
        String service = body.text("MessagingServiceSid");
        if (service != null && !service.equals(account.messagingServiceSid())) {
            throw TwilioException.badRequest(21701, "The Messaging Service does not exist");
        }
        return service;
    }

    private String from(Parameters body, String to) {
        String from = body.text("From");
        if (from == null || from.isEmpty()) {
            throw TwilioException.badRequest(21603, "A 'From' phone number is required.");
        }
        if (!account.owns(from) || PhoneAddress.isWhatsApp(from) != PhoneAddress.isWhatsApp(to)) {
            throw TwilioException.badRequest(
                    21606, "The 'From' phone number provided is not a valid sender for this message: " + from);
        }
        return from;
    }

    private String text(Parameters body) {
        String contentSid = body.text("ContentSid");
        if (contentSid != null && !contentSid.isEmpty()) {
            String rendered = Sid.is("HX", contentSid) ? render(contentSid, body.text("ContentVariables")) : null;
            if (rendered == null) {
                throw TwilioException.badRequest(63021, "Channel invalid content error: " + contentSid);
            }
            return rendered;
        }
        String text = body.text("Body");
        if ((text == null || text.isEmpty()) && body.all("MediaUrl").isEmpty()) {
            throw TwilioException.badRequest(21602, "Message body is required.");
        }
        if (text != null && text.codePointCount(0, text.length()) > BODY_LIMIT) {
            throw TwilioException.badRequest(21617, "The concatenated message body exceeds the 1600 character limit.");
        }
        return text == null ? "" : text;
    }

    private @Nullable String render(String contentSid, @Nullable String variables) {
        try {
            return contents.render(contentSid, variables);
        } catch (IllegalArgumentException e) {
            throw TwilioException.badRequest(21656, "The ContentVariables parameter is invalid.");
        }
    }

    private static @Nullable String statusCallback(Parameters body) {
        String url = body.text("StatusCallback");
        if (url == null || url.isEmpty()) {
            return null;
        }
        if (!Parameters.isHttpUrl(url) || URI.create(url).getHost().contains("_")) {
            throw TwilioException.badRequest(21609, "Invalid 'StatusCallback' URL: " + url);
        }
        return url;
    }

    private void refuseIfHopeless(OutboundText text) {
        Integer refusal = phones.behavior(PhoneAddress.number(text.to())).rejectCode();
        String sender = text.from() == null ? carrier.defaultSender(text.to()) : text.from();
        if (refusal == null && carrier.hasOptedOut(text.to(), sender)) {
            refusal = 21610;
        }
        if (refusal != null) {
            throw TwilioException.badRequest(refusal, REFUSALS.getOrDefault(refusal, "Error " + refusal));
        }
    }

    private void report(TextMessage message) {
        if (message.statusCallback() == null) {
            return;
        }
        WebhookEvent.Fields fields = new WebhookEvent.Fields();
        if (PhoneAddress.isWhatsApp(message.to())) {
            // As captured callbacks of WhatsApp messages have them, beside the fields of every callback.
            fields.put("ChannelPrefix", "whatsapp")
                    .put("EventType", message.status().toUpperCase(Locale.ROOT))
                    .put("ChannelInstallSid", CHANNEL_INSTALLATION)
                    .put("ChannelToAddress", message.phone());
        }
        WebhookEvent event = new WebhookEvent(
                "message-status",
                message.sid(),
                fields.put("AccountSid", account.accountSid())
                        .put("ApiVersion", "2010-04-01")
                        .put("From", message.from())
                        .put("To", message.to())
                        .put("MessageSid", message.sid())
                        .put("SmsSid", message.sid())
                        .put("MessageStatus", message.status())
                        .put("SmsStatus", message.status())
                        .put("MessagingServiceSid", message.messagingServiceSid())
                        .put("ErrorCode", message.errorCode())
                        .toForm());
        webhooks.sendPostEvent(event, new WebhookTarget(message.sid(), message.statusCallback(), "POST"));
    }
}
