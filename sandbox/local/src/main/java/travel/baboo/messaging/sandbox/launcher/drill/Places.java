package travel.baboo.messaging.sandbox.launcher.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtTwilio;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.InMirror;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.OnPhone;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Sent;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Ways;

/** Reads what is at Twilio, in the mirror, at Make.com and on the phones. */
final class Places {

    private static final int PAGE = 200;

    /** Less than the relay's wait for a missing message in a drill. A message reported later may be delivered after its successors. */
    private static final Duration REPORTED_IN_TIME = Duration.ofSeconds(90);

    private static final String MESSAGE_ADDED = "com.twilio.conversations.message.added";
    private static final Pattern WAYS = Pattern.compile(
            "(\\d+) by webhook and stream, (\\d+) by webhook only, (\\d+) by stream only, (\\d+) by the reconciler only");

    private final DrillClient client;
    private final DrillSettings settings;
    private final Cast cast;
    private final Hooks hooks;
    private final Map<String, Boolean> reported = new HashMap<>();
    private final Map<String, Boolean> streamed = new HashMap<>();
    private final Map<String, Instant> firstTaken = new HashMap<>();
    private List<Long> before = List.of(0L, 0L, 0L, 0L);
    private long lastWebhook;
    private long lastStreamed;
    private long streamedEvents;

    Places(DrillClient client, DrillSettings settings, Cast cast) {
        this.client = client;
        this.settings = settings;
        this.cast = cast;
        this.hooks = new Hooks(client, settings, cast.conversations());
    }

    /** Before anybody writes: earlier drills with the same data are not counted. */
    void begin() throws IOException, InterruptedException {
        if (settings.eventStream()) {
            before = counted();
        }
    }

    /** Collects the current evidence from all places. */
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
        Set<String> withoutWebhook = without(reported, twilio.stream().map(AtTwilio::sid));
        Set<String> unreported = twilio.stream()
                .filter(message -> !isReportedInTime(message))
                .map(AtTwilio::sid)
                .collect(Collectors.toSet());
        return new Evidence(
                sent,
                twilio,
                mirror,
                hooks.messages(),
                hooks.decisions(),
                phones,
                unreported,
                withoutWebhook,
                settings.eventStream() ? ways(twilio) : null);
    }

    private static Set<String> without(Map<String, Boolean> taken, Stream<String> sids) {
        return sids.filter(sid -> !taken.getOrDefault(sid, false)).collect(Collectors.toSet());
    }

    private boolean isReportedInTime(AtTwilio message) {
        Instant taken = firstTaken.get(message.sid());
        return taken != null && taken.isBefore(message.created().plus(REPORTED_IN_TIME));
    }

    private void note(Map<String, Boolean> way, String sid, boolean taken, JsonNode item) {
        way.merge(sid, taken, Boolean::logicalOr);
        if (taken) {
            firstTaken.putIfAbsent(sid, Instant.parse(item.path("time").asText()));
        }
    }

    private Ways ways(List<AtTwilio> twilio) throws IOException, InterruptedException {
        Set<String> ours = twilio.stream().map(AtTwilio::sid).collect(Collectors.toSet());
        List<Long> now = counted();
        return new Ways(
                now.get(0) - before.get(0),
                now.get(1) - before.get(1),
                now.get(2) - before.get(2),
                now.get(3) - before.get(3),
                count(reported, ours, true),
                count(reported, ours, false),
                count(streamed, ours, true),
                count(streamed, ours, false));
    }

    private static long count(Map<String, Boolean> tried, Set<String> ours, boolean taken) {
        return tried.entrySet().stream()
                .filter(one -> ours.contains(one.getKey()) && (one.getValue() || !taken))
                .count();
    }

    /** What the doctor says: by both ways, by webhook only, by Event Streams only, by the reconciler only. */
    private List<Long> counted() throws IOException, InterruptedException {
        JsonNode lines = client.require("GET", settings.gateway() + "/api/admin/doctor", cast.expert(), null)
                .path("lines");
        for (JsonNode line : lines) {
            Matcher counts = WAYS.matcher(line.path("detail").asText());
            if (counts.find()) {
                return Stream.of(1, 2, 3, 4)
                        .map(group -> Long.valueOf(counts.group(group)))
                        .toList();
            }
        }
        return List.of(0L, 0L, 0L, 0L);
    }

    /** Hooks and webhook log keep the newest entries only, so this is called again and again while a drill runs. */
    void follow() throws IOException, InterruptedException {
        hooks.follow();
        followWebhooks();
        followStream();
    }

    /** How many webhooks Twilio has sent or lost. */
    long webhooks() throws IOException, InterruptedException {
        return client.require("GET", settings.sandbox() + "/control/webhooks?newest=1", Map.of(), null)
                .at("/items/0/number")
                .asLong();
    }

    /** How many events Event Streams has sent or lost. */
    long streamed() {
        return streamedEvents;
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
            if (!item.path("outcome").asText().equalsIgnoreCase("dropped")) {
                note(reported, item.at("/fields/MessageSid/0").asText(), accepted, item);
            }
        }
    }

    private void followStream() throws IOException, InterruptedException {
        if (!settings.eventStream()) {
            return;
        }
        JsonNode items = client.require(
                        "GET", settings.sandbox() + "/control/event-stream?after=" + lastStreamed, Map.of(), null)
                .path("items");
        for (JsonNode item : items) {
            lastStreamed = item.path("number").asLong();
            streamedEvents += item.path("sids").size();
            String outcome = item.path("outcome").asText().toLowerCase(Locale.ROOT);
            for (int i = 0; i < item.path("sids").size() && !outcome.equals("dropped"); i++) {
                if (item.at("/types/" + i).asText().equals(MESSAGE_ADDED)) {
                    note(streamed, item.at("/sids/" + i).asText(), outcome.equals("accepted"), item);
                }
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
