package travel.baboo.messaging.conversation.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.conversation.mirror.SearchModel.Conversation;
import travel.baboo.messaging.conversation.mirror.SearchModel.Found;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** For any history of conversations, a search returns page by page what a simple model of them returns. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class SearchTest extends Journey {

    private static final Instant START = Instant.parse("2026-08-11T13:00:00Z");
    private static final int CONVERSATIONS = 12;
    private static final int WORDS = 24;

    @Inject
    MirrorService mirror;

    private final Random random = new Random(20261121);
    private final SearchModel model = new SearchModel();
    private final List<TwilioEvent> events = new ArrayList<>();
    private final Map<String, String> messageSids = new HashMap<>();
    private final Map<String, String> memberships = new HashMap<>();
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final List<String> people = List.of("ann" + run + "@example.com", "o'neil\\" + run + "@example.com");
    private int seconds;

    @Test
    void aSearchFindsWhatASimpleModelFinds() {
        for (int i = 0; i < CONVERSATIONS; i++) {
            begin();
        }
        for (int round = 0; round < 3; round++) {
            IntStream.range(0, 220).forEach(i -> happen());
            apply();
            for (int i = 0; i < 24; i++) {
                compare(query(i), i % 4 == 3 ? "closed" : null, i % 3);
            }
        }
        compare("-" + word(), null, 0);
        compare(word() + " or -" + word(), null, 1);
    }

    private void begin() {
        Conversation conversation = model.add(sid("CH"));
        rename(conversation);
        people.forEach(person -> joinOrLeave(conversation, person));
    }

    private void happen() {
        Conversation conversation = any(model.conversations());
        int what = random.nextInt(100);
        if (what < 70) {
            write(random.nextBoolean() ? model.conversations().get(0) : conversation);
        } else if (what < 80) {
            edit(conversation);
        } else if (what < 88) {
            unsend(conversation);
        } else if (what < 91) {
            rename(conversation);
        } else if (what < 97) {
            joinOrLeave(conversation, any(people));
        } else if (what < 99) {
            close(conversation);
        } else if (model.conversations().indexOf(conversation) > 6) {
            remove(conversation);
        }
    }

    private void write(Conversation conversation) {
        long index = conversation.messages.isEmpty() ? 0 : lastIndex(conversation) + 1;
        messageSids.put(conversation.sid + index, sid("IM"));
        String text = text();
        report("onMessageAdded", conversation, message(conversation, index, text));
        if (!conversation.removed) {
            conversation.messages.put(index, text);
            conversation.activity = now();
        }
    }

    private long lastIndex(Conversation conversation) {
        long index = conversation.messages.lastKey();
        while (messageSids.containsKey(conversation.sid + (index + 1))) {
            index++;
        }
        return index;
    }

    private void edit(Conversation conversation) {
        if (!conversation.messages.isEmpty()) {
            long index = any(List.copyOf(conversation.messages.keySet()));
            String text = text();
            report("onMessageUpdated", conversation, message(conversation, index, text));
            conversation.messages.put(index, text);
        }
    }

    /** The last one stays, so that the model knows which index comes next. */
    private void unsend(Conversation conversation) {
        if (conversation.messages.size() > 1) {
            List<Long> indexes = List.copyOf(conversation.messages.keySet());
            long index = any(indexes.subList(0, indexes.size() - 1));
            report("onMessageRemoved", conversation, message(conversation, index, "secret" + run));
            conversation.messages.remove(index);
        }
    }

    private void rename(Conversation conversation) {
        conversation.name = text();
        report("onConversationUpdated", conversation, List.of("FriendlyName=" + conversation.name));
    }

    private void joinOrLeave(Conversation conversation, String person) {
        String key = conversation.sid + person;
        if (conversation.members.remove(person) != null) {
            report("onParticipantRemoved", conversation, List.of("ParticipantSid=" + memberships.get(key)));
        } else {
            conversation.members.put(person, text());
            memberships.put(key, sid("MB"));
            report(
                    "onParticipantAdded",
                    conversation,
                    List.of(
                            "ParticipantSid=" + memberships.get(key),
                            "Identity=" + person,
                            "Attributes={\"name\":\"" + conversation.members.get(person) + "\"}"));
        }
    }

    private void close(Conversation conversation) {
        conversation.state = "closed";
        report("onConversationStateUpdated", conversation, List.of("StateFrom=active", "StateTo=closed"));
    }

    private void remove(Conversation conversation) {
        conversation.removed = true;
        report("onConversationRemoved", conversation, List.of());
    }

    private List<String> message(Conversation conversation, long index, String text) {
        return List.of(
                "MessageSid=" + messageSids.get(conversation.sid + index),
                "Index=" + index,
                "Author=somebody",
                "Body=" + text,
                "Source=SDK");
    }

    private void report(String type, Conversation conversation, List<String> fields) {
        seconds++;
        Map<String, String> all = new LinkedHashMap<>();
        all.put("EventType", type);
        all.put("ConversationSid", conversation.sid);
        // An edit or removal says when its message was made, which counts; a name and a member make no activity here.
        if (type.equals("onMessageAdded")) {
            all.put("DateCreated", now().toString());
        } else if (type.startsWith("onMessage")) {
            all.put("DateCreated", START.toString());
        }
        String updated = type.endsWith("Removed")
                ? "DateRemoved"
                : type.equals("onConversationStateUpdated") ? "StateUpdated" : "DateUpdated";
        all.put(updated, now().toString());
        for (String field : fields) {
            int equals = field.indexOf('=');
            all.put(field.substring(0, equals), field.substring(equals + 1));
        }
        events.add(TwilioEvents.fromFields(type, TwilioFields.of(all), Instant.now(), Origin.WEBHOOK));
    }

    /** In any order within a batch, and some twice. */
    private void apply() {
        for (int from = 0; from < events.size(); from += 50) {
            List<TwilioEvent> batch = new ArrayList<>(events.subList(from, Math.min(from + 50, events.size())));
            batch.addAll(batch.subList(0, batch.size() / 10));
            Collections.shuffle(batch, random);
            mirror.applyReceived(Arrivals.of(batch)).await().atMost(Duration.ofSeconds(60));
        }
        events.clear();
    }

    private void compare(String query, @Nullable String state, int view) {
        String person = people.get(random.nextInt(people.size()));
        String token = view == 0 ? sandbox.login(person, "Somebody", "expert") : admin;
        List<Found> found = new ArrayList<>();
        String cursor = null;
        do {
            RequestSpecification request = as(token).queryParam("q", query).queryParam("limit", 1 + random.nextInt(4));
            if (state != null) {
                request.queryParam("state", state);
            }
            if (view == 1) {
                request.queryParam("identity", person);
            }
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            JsonPath page = request.get("/api/conversations")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            for (Map<String, Object> item : page.<Map<String, Object>>getList("items")) {
                found.add(found(item));
            }
            cursor = page.getString("next");
        } while (cursor != null);
        assertThat(found)
                .as("%s of %s, %s", query, view == 2 ? "all" : person, state)
                .isEqualTo(model.search(view == 2 ? null : person, state, query));
    }

    private static Found found(Map<String, Object> item) {
        Map<?, ?> hit = (Map<?, ?>) Objects.requireNonNull(item.get("hit"));
        Number index = (Number) hit.get("index");
        return new Found(String.valueOf(item.get("sid")), index == null ? null : index.longValue());
    }

    private String query(int number) {
        return switch (number % 6) {
            case 0 -> word();
            case 1 -> word() + " " + word();
            case 2 -> word() + " or " + word();
            case 3 -> word() + " -" + word();
            case 4 -> "\"" + word() + " " + word() + "\"";
            default -> word() + " or " + word() + " " + word();
        };
    }

    private String text() {
        return IntStream.range(0, 1 + random.nextInt(6)).mapToObj(i -> word()).collect(Collectors.joining(" "));
    }

    /** Some are longer than others that begin them, some have accents where others have none. */
    private String word() {
        String ending = List.of("", "", "e", "\u00e9", "e\u0301l").get(random.nextInt(5));
        return "w" + run + (char) ('a' + (int) (Math.pow(random.nextDouble(), 2) * WORDS)) + ending;
    }

    private Instant now() {
        return START.plusSeconds(seconds);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String sid(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }
}
