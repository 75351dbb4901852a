package travel.baboo.messaging.sandbox.launcher.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Writer;

/**
 * The people of a drill: travelers with phones, each in a conversation with one expert, and visitors in the chat widget. A few of them
 * write at a time, one after the other makes way for the next.
 */
final class Cast {

    /** A conversation and the phone of its traveler. */
    record Pair(String conversation, String phone) {}

    private static final String EXPERT = "elena@baboo.example";
    /** Minimum number of travelers who write at a time. At higher rates there is one per message and second. */
    private static final int FEWEST = 12;

    private static final int VISITORS = 3;

    /** Messages of a conversation, about. No trip has thousands, and the reconciler reads whole conversations. */
    private static final int MESSAGES_EACH = 200;

    /** More than everything but writing takes: making the conversations, repairs, and waiting until all is quiet. */
    private static final Duration ASIDE = Duration.ofHours(1);

    private final Map<String, String> expert;
    private final List<Pair> pairs;
    private final List<Visitor> visitors;
    private final Set<String> conversations;
    private final int active;

    private Cast(Map<String, String> expert, List<Pair> pairs, List<Visitor> visitors, int active) {
        this.active = active;
        this.expert = expert;
        this.pairs = List.copyOf(pairs);
        this.visitors = List.copyOf(visitors);
        this.conversations = Stream.concat(
                        pairs.stream().map(Pair::conversation),
                        visitors.stream().map(Visitor::conversation))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Logs the expert in and makes the conversations, before anything is broken. */
    static Cast assemble(DrillClient client, DrillSettings settings, String run)
            throws IOException, InterruptedException {
        JsonNode login =
                client.require("POST", settings.sandbox() + "/login/token", Map.of(), login(settings.length()));
        Map<String, String> expert =
                Map.of("Authorization", "Bearer " + login.path("access_token").asText());
        List<Pair> pairs = new ArrayList<>();
        int active = Math.max(FEWEST, settings.rate());
        long messages = settings.rate() * settings.length().toSeconds();
        long travelers = active + messages / MESSAGES_EACH;
        for (int i = 0; i < travelers; i++) {
            String phone = "+1555" + String.format("%07d", Math.floorMod((run + i).hashCode(), 10_000_000));
            Map<String, Object> inquiry = Map.of(
                    "inquiryId", "drill-" + run + "-" + i,
                    "traveler", Map.of("name", "Traveler " + i, "channel", "sms", "address", phone),
                    "expert", Map.of("identity", EXPERT, "name", "Elena"));
            JsonNode made = client.require("POST", settings.gateway() + "/api/inquiries", expert, inquiry);
            pairs.add(new Pair(made.path("conversationSid").asText(), phone));
        }
        List<Visitor> visitors = new ArrayList<>();
        for (int i = 0; i < VISITORS + messages / visitorsTurn(); i++) {
            visitors.add(Visitor.arrive(settings));
        }
        return new Cast(expert, pairs, visitors, active);
    }

    /** A login that outlasts the drill: a usual token expires after an hour. */
    static Map<String, Object> login(Duration writing) {
        return Map.of(
                "email",
                EXPERT,
                "name",
                "Elena",
                "groups",
                List.of("expert", "admin"),
                "expiresInSeconds",
                writing.multipliedBy(2).plus(ASIDE).toSeconds());
    }

    /** Number of messages, by all writers, after which the oldest visitor's conversation has had its share. */
    private static int visitorsTurn() {
        return MESSAGES_EACH * Writer.SHARES / Writer.VISITOR.share();
    }

    /** The headers by which the gateway knows the expert. */
    Map<String, String> expert() {
        return expert;
    }

    List<Pair> pairs() {
        return pairs;
    }

    /** A conversation for the message with this number. */
    Pair pair(long number, Random random) {
        return pairs.get((int) (number / MESSAGES_EACH) + random.nextInt(active));
    }

    /** A visitor for the message with this number. */
    Visitor visitor(long number, Random random) {
        return visitors.get((int) (number / visitorsTurn()) + random.nextInt(VISITORS));
    }

    /** SIDs of all conversations. */
    Set<String> conversations() {
        return conversations;
    }
}
