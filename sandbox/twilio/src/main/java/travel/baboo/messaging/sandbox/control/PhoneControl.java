package travel.baboo.messaging.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Bodies;
import travel.baboo.messaging.sandbox.http.ControlRoutes;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.http.ProblemException;
import travel.baboo.messaging.sandbox.http.Queries;
import travel.baboo.messaging.sandbox.twilio.PhoneAddress;
import travel.baboo.messaging.sandbox.twilio.TwilioAccount;
import travel.baboo.messaging.sandbox.twilio.conversations.InboundTexts;
import travel.baboo.messaging.sandbox.twilio.conversations.InboundTexts.Arrival;
import travel.baboo.messaging.sandbox.twilio.messaging.Contents;
import travel.baboo.messaging.sandbox.twilio.messaging.Media;
import travel.baboo.messaging.sandbox.twilio.messaging.PhoneBehavior;
import travel.baboo.messaging.sandbox.twilio.messaging.Phones;
import travel.baboo.messaging.sandbox.twilio.messaging.TextMessages;

/** {@code /control/phones}: the travelers' phones; write from them, read them, make them fail. */
final class PhoneControl {

    private record NewMedia(String filename, String contentType, long size) {}

    private record NewText(
            @Nullable String to, @Nullable String channel, @Nullable String body, @Nullable List<NewMedia> media) {}

    private final TwilioAccount account;
    private final TextMessages texts;
    private final Phones phones;
    private final Contents contents;
    private final InboundTexts inbound;

    PhoneControl(TwilioAccount account, TextMessages texts, Phones phones, Contents contents, InboundTexts inbound) {
        this.account = account;
        this.texts = texts;
        this.phones = phones;
        this.contents = contents;
        this.inbound = inbound;
    }

    void mount(ControlRoutes routes) {
        routes.get("/control/phones", context -> Map.of("items", texts.phones()));
        routes.get(
                "/control/phones/:number/messages",
                context -> Map.of("items", Queries.newest(context, texts.ofPhone(number(context)))));
        routes.postLater("/control/phones/:number/messages", this::write);
        routes.get("/control/phones/:number/behavior", context -> phones.behavior(number(context)));
        routes.put("/control/phones/:number/behavior", context -> {
            phones.behave(number(context), Bodies.json(context, PhoneBehavior.class));
            return phones.behavior(number(context));
        });
        routes.put("/control/contents/:sid", context -> {
            JsonNode body = Bodies.jsonObject(context);
            contents.putTemplate(context.pathParam("sid"), body.path("body").asText(""));
            return body;
        });
        routes.post("/control/media", context -> add(Bodies.json(context, NewMedia.class)));
    }

    private Future<Object> write(RoutingContext context) {
        NewText text = Bodies.json(context, NewText.class);
        String channel = text.channel() != null ? text.channel() : PhoneAddress.channel(context.pathParam("number"));
        if (!channel.equals("sms") && !channel.equals("whatsapp")) {
            throw ProblemException.badRequest("channel is sms or whatsapp");
        }
        String from = PhoneAddress.on(channel, number(context));
        String to = PhoneAddress.on(
                channel,
                Objects.requireNonNullElse(text.to(), account.phoneNumbers().get(0)));
        String body = Objects.requireNonNullElse(text.body(), "");
        List<Media> media = new ArrayList<>();
        Objects.requireNonNullElse(text.media(), List.<NewMedia>of()).forEach(item -> media.add(add(item)));
        if (body.isEmpty() && media.isEmpty()) {
            throw ProblemException.badRequest("body or media is required");
        }
        return inbound.arrive(from, to, body, media).map(arrival -> answer(arrival, from, to));
    }

    private static Object answer(@Nullable Arrival arrival, String from, String to) {
        if (arrival == null) {
            throw ProblemException.notFound("No active conversation binds " + from + " to " + to);
        }
        ObjectNode answer = Json.object()
                .put("channelMessageSid", arrival.text().sid())
                .put("from", from)
                .put("to", to)
                .put("conversationSid", arrival.conversationSid());
        answer.set("message", Json.MAPPER.valueToTree(arrival.message()));
        return answer;
    }

    private Media add(NewMedia media) {
        return contents.addMedia(media.filename(), media.contentType(), media.size());
    }

    private static String number(RoutingContext context) {
        String address = context.pathParam("number");
        if (!PhoneAddress.isValid(address)) {
            throw ProblemException.badRequest("Not an E.164 number: " + address);
        }
        return PhoneAddress.number(address);
    }
}
