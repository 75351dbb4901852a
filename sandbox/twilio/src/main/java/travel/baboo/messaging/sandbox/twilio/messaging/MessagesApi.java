package travel.baboo.messaging.sandbox.twilio.messaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.Page;
import travel.baboo.messaging.sandbox.twilio.TwilioAccount;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;
import travel.baboo.messaging.sandbox.twilio.TwilioDates;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.TwilioHandler;
import travel.baboo.messaging.sandbox.twilio.TwilioRouter;

/** Programmable Messaging: {@code /2010-04-01/Accounts/{AC}.json} and its {@code Messages}. */
public final class MessagesApi {

    private static final String BASE = "/2010-04-01/Accounts";

    private final TwilioAccount account;
    private final TextMessages messages;
    private final MessageSending sending;
    private final Instant started;

    public MessagesApi(TwilioAccount account, TextMessages messages, MessageSending sending, Instant started) {
        this.account = account;
        this.messages = messages;
        this.sending = sending;
        this.started = started;
    }

    public void mount(TwilioRouter router) {
        router.get(BASE + "/:Account", TwilioHandler.direct(this::fetchAccount));
        router.post(BASE + "/:AccountSid/Messages.json", TwilioHandler.direct(this::create));
        router.get(BASE + "/:AccountSid/Messages.json", TwilioHandler.direct(this::list));
        router.get(BASE + "/:AccountSid/Messages/:Message", TwilioHandler.direct(this::fetch));
        router.delete(BASE + "/:AccountSid/Messages/:Message", TwilioHandler.direct(this::delete));
        router.unknownUnder("/2010-04-01");
    }

    private TwilioAnswer create(TwilioCall call) {
        requireAccount(call);
        return TwilioAnswer.created(TextMessageJson.of(account, sending.send(call.body())));
    }

    private TwilioAnswer fetch(TwilioCall call) {
        requireAccount(call);
        TextMessage message = messages.find(withoutSuffix(call, "Message"));
        return TwilioAnswer.ok(TextMessageJson.of(account, call.require(message)));
    }

    private TwilioAnswer delete(TwilioCall call) {
        requireAccount(call);
        if (!messages.delete(withoutSuffix(call, "Message"))) {
            throw TwilioException.notFound(call.requestPath());
        }
        return TwilioAnswer.deleted();
    }

    private TwilioAnswer list(TwilioCall call) {
        requireAccount(call);
        String to = call.query().find("To");
        String from = call.query().find("From");
        List<TextMessage> newestFirst = new ArrayList<>(messages.list().stream()
                .filter(message -> to == null || to.equals(message.to()))
                .filter(message -> from == null || from.equals(message.from()))
                .filter(message -> wasSentOn(message, call.query().find("DateSent")))
                .filter(message -> wasSent(
                        message, call.query().find("DateSent>"), call.query().find("DateSent<")))
                .toList());
        Collections.reverse(newestFirst);
        Page<TextMessage> page = Page.of(call.query(), newestFirst, TextMessage::sid, 50, 1000);
        String path = BASE + "/" + account.accountSid() + "/Messages.json";
        ObjectNode answer = Json.object()
                .put("end", Math.max(page.start(), page.start() + page.items().size() - 1))
                .put("first_page_uri", page.address(path, call.query(), 0, null))
                .put("next_page_uri", address(page, path, call, page.number() + 1, page.next()))
                .put("page", page.number())
                .put("page_size", page.size())
                .put("previous_page_uri", address(page, path, call, page.number() - 1, page.previous()))
                .put("start", page.start())
                .put(
                        "uri",
                        page.address(
                                path, call.query(), page.number(), call.query().find("PageToken")));
        answer.putArray("messages")
                .addAll(page.items().stream()
                        .map(message -> TextMessageJson.of(account, message))
                        .toList());
        return TwilioAnswer.ok(answer);
    }

    private static @Nullable String address(
            Page<TextMessage> page, String path, TwilioCall call, int number, @Nullable String token) {
        return token == null ? null : page.address(path, call.query(), number, token);
    }

    /** {@code DateSent} means the whole day, in GMT (OpenAPI, twilio_api_v2010, ListMessage). */
    private static boolean wasSentOn(TextMessage message, @Nullable String day) {
        if (day == null) {
            return true;
        }
        Instant start = time(day).truncatedTo(ChronoUnit.DAYS);
        return message.sent() != null
                && !message.sent().isBefore(start)
                && message.sent().isBefore(start.plus(1, ChronoUnit.DAYS));
    }

    private static boolean wasSent(TextMessage message, @Nullable String from, @Nullable String until) {
        Instant sent = message.sent();
        return (from == null || (sent != null && !sent.isBefore(time(from))))
                && (until == null || (sent != null && !sent.isAfter(time(until))));
    }

    /** A day, as documented, or a moment without a zone, as Twilio's own Java library writes it ({@code Request}); both in GMT. */
    private static Instant time(String text) {
        try {
            String moment = text.length() == "2026-08-11".length() ? text + "T00:00:00" : text;
            return Instant.parse(moment.endsWith("Z") ? moment : moment + "Z");
        } catch (DateTimeParseException e) {
            throw TwilioException.invalid("DateSent");
        }
    }

    private TwilioAnswer fetchAccount(TwilioCall call) {
        if (!withoutSuffix(call, "Account").equals(account.accountSid())) {
            throw TwilioException.notFound(call.requestPath());
        }
        String uri = BASE + "/" + account.accountSid();
        ObjectNode answer = Json.object()
                .put("auth_token", account.authToken())
                .put("date_created", TwilioDates.rfc2822(started))
                .put("date_updated", TwilioDates.rfc2822(started))
                .put("friendly_name", "Baboo sandbox")
                .put("owner_account_sid", account.accountSid())
                .put("sid", account.accountSid())
                .put("status", "active")
                .put("type", "Full")
                .put("uri", uri + ".json");
        answer.putObject("subresource_uris").put("messages", uri + "/Messages.json");
        return TwilioAnswer.ok(answer);
    }

    private void requireAccount(TwilioCall call) {
        if (!call.path("AccountSid").equals(account.accountSid())) {
            throw TwilioException.notFound(call.requestPath());
        }
    }

    private static String withoutSuffix(TwilioCall call, String parameter) {
        String value = call.path(parameter);
        if (!value.endsWith(".json")) {
            throw TwilioException.notFound(call.requestPath());
        }
        return value.substring(0, value.length() - ".json".length());
    }
}
