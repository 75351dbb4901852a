package travel.baboo.messaging.sandbox.launcher.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtMake;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtTwilio;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.InMirror;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.OnPhone;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Sent;

/** Reads what is at Twilio, in the mirror, at Make.com and on the phones. */
final class Places {

    private static final int PAGE = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DrillClient client;
    private final DrillSettings settings;
    private final Cast cast;
    private final List<AtMake> make = new ArrayList<>();
    private final Map<String, Boolean> reported = new HashMap<>();
    private long lastDelivery;
    private long lastWebhook;

    Places(DrillClient client, DrillSettings settings, Cast cast) {
        this.client = client;
        this.settings = settings;
        this.cast = cast;
    }

    /** Everything, now. */
    Evidence look(List<Sent> sent) throws IOException, InterruptedException {
        List<AtTwilio> twilio = new ArrayList<>();
        List<InMirror> mirror = new ArrayList<>();
        List<OnPhone> phones = new ArrayList<>();
        for (String conversation : cast.conversations()) {
            twilio.addAll(twilio(conversation));
            mirror.addAll(mirror(conversation));
        }
        for (Cast.Pair pair : cast.pairs()) {
            phones.addAll(phone(pair.phone()));
        }
        follow();
        Set<String> unreported = twilio.stream()
                .map(AtTwilio::sid)
                .filter(sid -> !reported.getOrDefault(sid, false))
                .collect(Collectors.toSet());
        return new Evidence(sent, twilio, mirror, List.copyOf(make), phones, unreported);
    }

    /** Hook and webhook log keep the newest entries only, so this is called again and again while a drill runs. */
    void follow() throws IOException, InterruptedException {
        followMake();
        followWebhooks();
    }

    /** How many webhooks Twilio has sent or lost. */
    long webhooks() throws IOException, InterruptedException {
        return client.require("GET", settings.sandbox() + "/control/webhooks?newest=1", Map.of(), null)
                .at("/items/0/number")
                .asLong();
    }

    private void followWebhooks() throws IOException, InterruptedException {
        JsonNode items = client.require(
                        "GET",
                        settings.sandbox() + "/control/webhooks?type=onMessageAdded&after=" + lastWebhook,
                        Map.of(),
                        null)
                .path("items");
        for (JsonNode item : items) {
            lastWebhook = item.path("number").asLong();
            boolean accepted = item.path("status").asInt() / 100 == 2;
            reported.merge(item.at("/fields/MessageSid/0").asText(), accepted, Boolean::logicalOr);
        }
    }

    private void followMake() throws IOException, InterruptedException {
        JsonNode items = client.require(
                        "GET",
                        settings.sandbox() + "/control/make/hooks/" + settings.makeHook() + "/deliveries?after="
                                + lastDelivery,
                        Map.of(),
                        null)
                .path("items");
        for (JsonNode item : items) {
            lastDelivery = item.path("number").asLong();
            JsonNode body = JSON.readTree(item.path("body").asText());
            if (item.path("taken").asBoolean()
                    && cast.conversations()
                            .contains(body.at("/conversation/sid").asText())) {
                make.add(new AtMake(
                        body.at("/conversation/sid").asText(),
                        body.at("/message/sid").asText(),
                        item.path("webhookId").asText(),
                        item.path("signature").asText().equalsIgnoreCase("valid"),
                        Instant.parse(item.path("time").asText())));
            }
        }
    }

    private List<AtTwilio> twilio(String conversation) throws IOException, InterruptedException {
        List<AtTwilio> found = new ArrayList<>();
        JsonNode room =
                client.require("GET", settings.sandbox() + "/control/conversations/" + conversation, Map.of(), null);
        for (JsonNode message : room.path("messages")) {
            found.add(new AtTwilio(
                    conversation,
                    message.path("sid").asText(),
                    message.path("index").asLong(),
                    message.path("body").asText(),
                    Instant.parse(message.path("created").asText())));
        }
        return found;
    }

    private List<InMirror> mirror(String conversation) throws IOException, InterruptedException {
        List<InMirror> found = new ArrayList<>();
        long after = -1;
        int page = PAGE;
        while (page == PAGE) {
            JsonNode items = client.require(
                            "GET",
                            settings.gateway() + "/api/conversations/" + conversation + "/messages?limit=" + PAGE
                                    + "&after=" + after,
                            cast.expert(),
                            null)
                    .path("items");
            page = items.size();
            for (JsonNode message : items) {
                after = Math.max(after, message.path("index").asLong());
                found.add(new InMirror(
                        conversation,
                        message.path("sid").asText(),
                        message.path("index").asLong(),
                        message.path("body").asText()));
            }
        }
        return found;
    }

    private List<OnPhone> phone(String number) throws IOException, InterruptedException {
        List<OnPhone> found = new ArrayList<>();
        JsonNode items = client.require(
                        "GET", settings.sandbox() + "/control/phones/" + number + "/messages", Map.of(), null)
                .path("items");
        for (JsonNode text : items) {
            // The phone holds the traveler's own texts, too.
            if (!text.path("direction").asText().equalsIgnoreCase("inbound")) {
                found.add(new OnPhone(number, text.path("body").asText()));
            }
        }
        return found;
    }
}
