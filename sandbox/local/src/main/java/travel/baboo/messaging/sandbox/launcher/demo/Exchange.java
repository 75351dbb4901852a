package travel.baboo.messaging.sandbox.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** The messages of the open conversation, each followed from who writes it to everyone it must reach. */
final class Exchange {

    private final StackClient client;
    private final DemoSettings settings;
    private final Cast cast;
    private final Map<String, String> expert;
    private final String conversation;
    private final SandboxView sandbox;
    private final MirrorView mirror;

    Exchange(StackClient client, DemoSettings settings, Cast cast, Map<String, String> expert, String conversation) {
        this.client = client;
        this.settings = settings;
        this.cast = cast;
        this.expert = Map.copyOf(expert);
        this.conversation = conversation;
        this.sandbox = new SandboxView(client, settings);
        this.mirror = new MirrorView(client, settings, expert);
    }

    /** Sends a message from the traveler's phone and waits until it is in the mirror. */
    JsonNode text(Journey journey, String words) throws InterruptedException {
        String url = settings.sandbox() + "/control/phones/" + cast.phone() + "/messages";
        String sid = client.post(url, Map.of(), Map.of("body", words))
                .at("/message/sid")
                .asText();
        journey.hop("phone", cast.phone() + " writes, Twilio makes " + sid);
        awaitWebhook(journey, sid);
        return awaitMirror(journey, words);
    }

    /** Make.com has got the words, signed as it should be. */
    JsonNode receive(Journey journey, String words) throws InterruptedException {
        JsonNode delivery = journey.await("a delivery to Make.com", () -> sandbox.findDelivery(conversation, words));
        String signature = delivery.path("signature").asText().toLowerCase(Locale.ROOT);
        if (!signature.equals("valid")) {
            throw new StoryException("Make.com found the signature " + signature);
        }
        journey.hopAt(
                Instant.parse(delivery.path("time").asText()),
                "Make.com",
                "has it, webhook-id " + delivery.path("webhookId").asText() + ", signature " + signature);
        return delivery;
    }

    /** Event Streams reports the message as well, seconds later; no one gets it twice. */
    JsonNode stream(Journey journey, String words) throws InterruptedException {
        String sid = journey.await("the message in the mirror", () -> mirror.findMessage(conversation, words))
                .path("sid")
                .asText();
        JsonNode attempt = journey.await("its event by Event Streams", () -> sandbox.findStreamed(sid));
        journey.hopAt(
                Instant.parse(attempt.path("time").asText()),
                "Event Streams",
                "delivers " + sid + " a second time, ingest answers "
                        + attempt.path("status").asText());
        long times = mirror.transcript(conversation).stream()
                .filter(line -> line.endsWith(words))
                .count();
        long deliveries = sandbox.countDeliveries(conversation, words);
        if (times != 1 || deliveries != 1) {
            throw new StoryException(
                    "It is " + times + " times in the mirror and " + deliveries + " times at Make.com");
        }
        journey.hop("mirror, Make.com", "have it once");
        return attempt;
    }

    JsonNode answer(Journey journey) throws InterruptedException {
        String url = settings.gateway() + "/api/conversations/" + conversation + "/messages";
        String sid = client.post(url, expert, Map.of("body", Cast.ANSWER))
                .path("sid")
                .asText();
        journey.hop("conversation-service", "sends the expert's answer, Twilio makes " + sid);
        awaitWebhook(journey, sid);
        awaitPhone(journey, Cast.ANSWER);
        awaitMirror(journey, Cast.ANSWER);
        return receive(journey, Cast.ANSWER);
    }

    /**
     * A scenario writes, the traveler replies. Make.com gets a conversation's messages in order: when it has the reply and not the
     * scenario's own words before it, it never gets these.
     */
    JsonNode write(Journey journey) throws InterruptedException {
        Map<String, Object> call = Map.of(
                "url",
                settings.gateway() + "/api/external/messages",
                "apiKey",
                settings.externalApiKey(),
                "idempotencyKey",
                cast.inquiryId() + "-reservation",
                "body",
                Map.of("conversationSid", conversation, "sender", Map.of("role", "bot"), "body", Cast.SCENARIO));
        JsonNode result = client.post(settings.sandbox() + "/control/make/scenarios/post", Map.of(), call);
        if (result.path("status").asInt() != 201) {
            throw new StoryException("The scenario's call was answered " + result.path("status") + ": "
                    + result.path("body").asText());
        }
        journey.hop("conversation-service", "takes the scenario's message");
        awaitPhone(journey, Cast.SCENARIO);
        awaitMirror(journey, Cast.SCENARIO);
        text(journey, Cast.THANKS);
        JsonNode thanks = receive(journey, Cast.THANKS);
        if (sandbox.findDelivery(conversation, Cast.SCENARIO).isPresent()) {
            throw new StoryException("The scenario's own message was relayed back to it");
        }
        journey.hop("Make.com", "did not get its own message back");
        return thanks;
    }

    private void awaitWebhook(Journey journey, String messageSid) throws InterruptedException {
        JsonNode attempt = journey.await("its webhook", () -> sandbox.findWebhook(conversation, messageSid));
        int status = attempt.path("status").asInt();
        if (status != 200) {
            throw new StoryException("The webhook was answered " + status + ", "
                    + attempt.path("error").asText());
        }
        Instant fired = Instant.parse(attempt.path("time").asText());
        journey.hopAt(fired, "Twilio", "fires the signed webhook onMessageAdded");
        journey.hopAt(
                fired.plus(Duration.ofMillis(attempt.path("millis").asLong())),
                "ingest",
                "has it on disk and answers 200");
    }

    private JsonNode awaitMirror(Journey journey, String words) throws InterruptedException {
        JsonNode message = journey.await("the message in the mirror", () -> mirror.findMessage(conversation, words));
        journey.hop("mirror", "shows it from \"" + message.path("from").asText() + "\"");
        return message;
    }

    private void awaitPhone(Journey journey, String words) throws InterruptedException {
        JsonNode text = journey.await("the message on the phone", () -> sandbox.findText(cast.phone(), words));
        journey.hopAt(Instant.parse(text.path("created").asText()), "phone", "the traveler reads \"" + words + "\"");
    }
}
