package travel.baboo.messaging.sandbox.launcher.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtTwilio;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.InMirror;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.OnPhone;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Sent;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Ways;

/** Reads what is at Twilio, in the mirror, at Make.com and on the phones. Thread-safe: logs are followed while all else is read. */
final class Places {

    private static final int PAGE = 200;

    private static final Pattern WAYS = Pattern.compile(
            "(\\d+) by webhook and stream, (\\d+) by webhook only, (\\d+) by stream only, (\\d+) by the reconciler only");

    private final DrillClient client;
    private final DrillSettings settings;
    private final Cast cast;
    private final Hooks hooks;
    private final Reports reports;
    private List<Long> before = List.of(0L, 0L, 0L, 0L);

    Places(DrillClient client, DrillSettings settings, Cast cast) {
        this.client = client;
        this.settings = settings;
        this.cast = cast;
        this.hooks = new Hooks(client, settings, cast.conversations());
        this.reports = new Reports(client, settings);
    }

    /** Before anybody writes: earlier drills with the same data are not counted. */
    synchronized void begin() throws IOException, InterruptedException {
        hooks.begin();
        reports.begin();
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
        return evidence(sent, twilio, mirror, phones);
    }

    /** After all else was read: what is there must have been reported and received. */
    private synchronized Evidence evidence(
            List<Sent> sent, List<AtTwilio> twilio, List<InMirror> mirror, List<OnPhone> phones)
            throws IOException, InterruptedException {
        follow();
        return new Evidence(
                sent,
                twilio,
                mirror,
                hooks.messages(),
                hooks.decisions(),
                phones,
                sids(twilio, message -> !reports.inTime(message)),
                sids(twilio, message -> !reports.byWebhook(message.sid())),
                settings.eventStream() ? ways(twilio) : null);
    }

    private static Set<String> sids(List<AtTwilio> messages, Predicate<AtTwilio> which) {
        return messages.stream().filter(which).map(AtTwilio::sid).collect(Collectors.toSet());
    }

    private Ways ways(List<AtTwilio> twilio) throws IOException, InterruptedException {
        Set<String> ours = twilio.stream().map(AtTwilio::sid).collect(Collectors.toSet());
        List<Long> now = counted();
        return new Ways(
                now.get(0) - before.get(0),
                now.get(1) - before.get(1),
                now.get(2) - before.get(2),
                now.get(3) - before.get(3),
                reports.countByWebhook(ours, true),
                reports.countByWebhook(ours, false),
                reports.countByStream(ours, true),
                reports.countByStream(ours, false));
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

    /** The sandbox keeps only the newest entries of its logs, so this is called again and again until the drill ends. */
    synchronized void follow() throws IOException, InterruptedException {
        hooks.follow();
        reports.follow();
    }

    /** How many webhooks Twilio has sent or lost. */
    synchronized long webhooks() {
        return reports.webhooks();
    }

    /** How many events Event Streams has sent or lost. */
    synchronized long streamed() {
        return reports.streamed();
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
