package travel.baboo.messaging.sandbox.twilio.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.state.Changes;
import travel.baboo.messaging.sandbox.state.Persistent;
import travel.baboo.messaging.sandbox.twilio.PhoneAddress;

/** The state of the travelers' phones: behavior, opt-outs per sender, and the last inbound WhatsApp message. */
public final class Phones implements Persistent {

    private static final Duration WHATSAPP_WINDOW = Duration.ofHours(24);
    private static final Set<String> STOP =
            Set.of("STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL");
    private static final Set<String> START = Set.of("START", "YES", "UNSTOP");

    private final Changes changes;
    private final Map<String, PhoneBehavior> behaviors = new HashMap<>();
    private final Set<String> optOuts = new HashSet<>();
    private final Map<String, Instant> lastWritten = new HashMap<>();

    public Phones(Changes changes) {
        this.changes = changes;
    }

    public PhoneBehavior behavior(String number) {
        return behaviors.getOrDefault(number, PhoneBehavior.NORMAL);
    }

    public void behave(String number, PhoneBehavior behavior) {
        behaviors.put(number, behavior);
        changes.happened();
    }

    boolean hasOptedOut(String phone, String sender) {
        return optOuts.contains(pair(phone, sender));
    }

    /** Whether WhatsApp allows free-form text to this phone from this sender. */
    boolean isWindowOpen(String phone, String sender, Instant now) {
        return switch (String.valueOf(behavior(PhoneAddress.number(phone)).whatsAppWindow())) {
            case "open" -> true;
            case "closed" -> false;
            default -> {
                Instant last = lastWritten.get(pair(phone, sender));
                yield last != null && last.plus(WHATSAPP_WINDOW).isAfter(now);
            }
        };
    }

    /** Records a text from a phone; returns the carrier's reply to an opt-out keyword, or null. */
    @Nullable
    String written(String phone, String sender, String body, Instant now) {
        String word = body.trim().toUpperCase(Locale.ROOT);
        lastWritten.put(pair(phone, sender), now);
        changes.happened();
        if (STOP.contains(word)) {
            optOuts.add(pair(phone, sender));
            return "You have successfully been unsubscribed. You will not receive any more messages from this number."
                    + " Reply START to resubscribe.";
        }
        if (START.contains(word) && optOuts.remove(pair(phone, sender))) {
            return "You have successfully been re-subscribed to messages from this number. Reply STOP to unsubscribe.";
        }
        return null;
    }

    private static String pair(String phone, String sender) {
        return phone + " " + sender;
    }

    private record Saved(Map<String, PhoneBehavior> behaviors, Set<String> optOuts, Map<String, Instant> lastWritten) {}

    @Override
    public String name() {
        return "phones";
    }

    @Override
    public Object snapshot() {
        return new Saved(Map.copyOf(behaviors), Set.copyOf(optOuts), Map.copyOf(lastWritten));
    }

    @Override
    public void restore(JsonNode node) {
        Saved saved = Json.MAPPER.convertValue(node, Saved.class);
        reset();
        behaviors.putAll(saved.behaviors());
        optOuts.addAll(saved.optOuts());
        lastWritten.putAll(saved.lastWritten());
    }

    @Override
    public void reset() {
        behaviors.clear();
        optOuts.clear();
        lastWritten.clear();
    }
}
