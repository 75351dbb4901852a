package travel.baboo.messaging.sandbox.twilio.conversations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.Parameters;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/** {@code ConversationWithParticipants}: a conversation and up to ten participants in one call. */
final class ConversationWithParticipantsApi {

    private static final int LIMIT = 10;

    private final Clock clock;
    private final ScopedRouter router;
    private final Rooms rooms;
    private final ConversationActions conversations;
    private final ParticipantActions participants;
    private final ParticipantForm form;
    private final ResourceJson json;

    ConversationWithParticipantsApi(
            Clock clock,
            ScopedRouter router,
            Rooms rooms,
            ConversationActions conversations,
            ParticipantActions participants,
            ParticipantForm form,
            ResourceJson json) {
        this.clock = clock;
        this.router = router;
        this.rooms = rooms;
        this.conversations = conversations;
        this.participants = participants;
        this.form = form;
        this.json = json;
    }

    void mount() {
        router.post("/ConversationWithParticipants", this::create);
    }

    private Future<TwilioAnswer> create(TwilioCall call, Scope scope) {
        List<Participant> wanted = call.body().all("Participant").stream()
                .map(text -> form.create(scope.service(), new Parameters(parse(text)), clock.instant()))
                .toList();
        if (wanted.size() > LIMIT) {
            throw TwilioException.badRequest(20001, "At most 10 participants can be given");
        }
        wanted.forEach(this::requireFree);
        Actor actor = Actor.rest(call);
        return conversations
                .create(scope.service(), actor, ConversationDraft.of(call.body(), null))
                .compose(room -> addAll(room, actor, new ArrayList<>(wanted))
                        .map(TwilioAnswer.created(json.conversation(scope, room.conversation(), false))));
    }

    /** A taken binding must fail the call before there is a conversation without its participants. */
    private void requireFree(Participant participant) {
        Binding binding = participant.binding();
        Room bound = binding == null ? null : rooms.findBound(binding.address(), binding.proxyAddress());
        if (bound != null) {
            throw ParticipantActions.alreadyBound(bound);
        }
    }

    private Future<Void> addAll(Room room, Actor actor, List<Participant> left) {
        if (left.isEmpty()) {
            return Future.succeededFuture();
        }
        return participants.add(room, actor, left.remove(0)).compose(added -> addAll(room, actor, left));
    }

    /** Each participant is a JSON object with the names of the REST API in snake case. */
    private static Form parse(String text) {
        List<Form.Field> fields = new ArrayList<>();
        try {
            for (Map.Entry<String, JsonNode> property :
                    Json.MAPPER.readTree(text).properties()) {
                String name = camelCase(property.getKey());
                if (name.equals("MessagingBinding")) {
                    property.getValue()
                            .properties()
                            .forEach(part -> fields.add(new Form.Field(
                                    name + "." + camelCase(part.getKey()),
                                    part.getValue().asText())));
                } else {
                    JsonNode value = property.getValue();
                    fields.add(new Form.Field(name, value.isTextual() ? value.asText() : value.toString()));
                }
            }
        } catch (JsonProcessingException e) {
            throw TwilioException.invalid("Participant");
        }
        return new Form(fields);
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_", -1)) {
            if (!word.isEmpty()) {
                camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return camel.toString();
    }
}
