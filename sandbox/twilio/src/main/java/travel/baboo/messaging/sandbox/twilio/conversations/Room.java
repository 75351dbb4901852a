package travel.baboo.messaging.sandbox.twilio.conversations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conversation and all that is in it. Changed only through {@link Rooms} and the actions of this package. */
public final class Room {

    record Saved(
            Conversation conversation,
            int nextIndex,
            List<Participant> participants,
            List<Message> messages,
            List<Receipt> receipts,
            List<ScopedWebhook> webhooks) {}

    private final Map<String, Participant> participants = new LinkedHashMap<>();
    private final Map<String, Message> messages = new LinkedHashMap<>();
    private final Map<String, Map<String, Receipt>> receipts = new LinkedHashMap<>();
    private final Map<String, ScopedWebhook> webhooks = new LinkedHashMap<>();
    private Conversation conversation;
    private int nextIndex;

    Room(Conversation conversation) {
        this.conversation = conversation;
    }

    Room(Saved saved) {
        this.conversation = saved.conversation();
        this.nextIndex = saved.nextIndex();
        saved.participants().forEach(this::save);
        saved.messages().forEach(this::save);
        saved.receipts().forEach(this::save);
        saved.webhooks().forEach(this::save);
    }

    Saved toSaved() {
        return new Saved(conversation, nextIndex, participants(), messages(), receipts(), webhooks());
    }

    public String sid() {
        return conversation.sid();
    }

    public Conversation conversation() {
        return conversation;
    }

    void conversation(Conversation changed) {
        conversation = changed;
    }

    int takeIndex() {
        return nextIndex++;
    }

    public List<Participant> participants() {
        return List.copyOf(participants.values());
    }

    public @Nullable Participant findParticipant(String sid) {
        return participants.get(sid);
    }

    public @Nullable Participant findAuthor(String author) {
        for (Participant participant : participants.values()) {
            if (participant.isAuthor(author)) {
                return participant;
            }
        }
        return null;
    }

    /** The participant with that chat identity. */
    public @Nullable Participant findIdentity(String identity) {
        return participants.values().stream()
                .filter(participant -> identity.equals(participant.identity()))
                .findFirst()
                .orElse(null);
    }

    void save(Participant participant) {
        participants.put(participant.sid(), participant);
    }

    void remove(Participant participant) {
        participants.remove(participant.sid());
    }

    public List<Message> messages() {
        return List.copyOf(messages.values());
    }

    public @Nullable Message findMessage(String sid) {
        return messages.get(sid);
    }

    void save(Message message) {
        messages.put(message.sid(), message);
    }

    void remove(Message message) {
        messages.remove(message.sid());
        receipts.remove(message.sid());
    }

    public List<Receipt> receipts() {
        return receipts.values().stream().flatMap(all -> all.values().stream()).toList();
    }

    public List<Receipt> receipts(Message message) {
        return new ArrayList<>(receipts.getOrDefault(message.sid(), Map.of()).values());
    }

    @Nullable
    Receipt findReceipt(String messageSid, String sid) {
        return receipts.getOrDefault(messageSid, Map.of()).get(sid);
    }

    void save(Receipt receipt) {
        receipts.computeIfAbsent(receipt.messageSid(), sid -> new LinkedHashMap<>())
                .put(receipt.sid(), receipt);
    }

    List<ScopedWebhook> webhooks() {
        return List.copyOf(webhooks.values());
    }

    @Nullable
    ScopedWebhook findWebhook(String sid) {
        return webhooks.get(sid);
    }

    void save(ScopedWebhook webhook) {
        webhooks.put(webhook.sid(), webhook);
    }

    void remove(ScopedWebhook webhook) {
        webhooks.remove(webhook.sid());
    }
}
