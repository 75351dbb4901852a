package travel.baboo.messaging.sandbox.twilio.messaging;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.PhoneAddress;
import travel.baboo.messaging.sandbox.twilio.Sid;
import travel.baboo.messaging.sandbox.twilio.TwilioAccount;
import travel.baboo.messaging.sandbox.twilio.messaging.TextMessage.Direction;

/**
 * Delivers texts to phones and receives theirs. A text is on the phone as soon as it is sent; its status then moves on, step
 * by step, as the phone's behavior says. Opted-out phones receive nothing; WhatsApp outside its window receives only templates.
 */
public final class Carrier {

    private static final long STEP_MILLIS = 20;
    private static final int OPTED_OUT = 21610;
    private static final int OUTSIDE_WINDOW = 63016;

    private final Vertx vertx;
    private final Clock clock;
    private final TwilioAccount account;
    private final TextMessages messages;
    private final Phones phones;

    public Carrier(Vertx vertx, Clock clock, TwilioAccount account, TextMessages messages, Phones phones) {
        this.vertx = vertx;
        this.clock = clock;
        this.account = account;
        this.messages = messages;
        this.phones = phones;
    }

    /** Queues a text. The listener receives every status after the first. */
    public TextMessage send(OutboundText text, Consumer<TextMessage> listener) {
        Instant now = clock.instant();
        TextMessage queued = new TextMessage(
                Sid.create(text.media().isEmpty() && text.mediaUrls().isEmpty() ? "SM" : "MM"),
                Direction.OUTBOUND_API,
                text.from(),
                text.to(),
                text.body(),
                text.media(),
                text.mediaUrls(),
                text.contentSid(),
                text.messagingServiceSid(),
                text.conversationSid(),
                text.statusCallback(),
                text.from() == null ? "accepted" : "queued",
                null,
                now,
                now,
                null);
        messages.save(queued);
        advance(queued.sid(), senderOf(text), steps(text, now), 0, listener);
        return queued;
    }

    /** Records a text from a phone, and the carrier's own reply to STOP and START. */
    public TextMessage receive(
            String from, String to, String body, List<Media> media, @Nullable String conversationSid) {
        Instant now = clock.instant();
        TextMessage received = text(Direction.INBOUND, from, to, body, media, conversationSid, "received", now);
        messages.save(received);
        String reply = phones.written(from, to, body, now);
        if (reply != null && !PhoneAddress.isWhatsApp(from)) {
            messages.save(text(Direction.OUTBOUND_REPLY, to, from, reply, List.of(), null, "delivered", now));
        }
        return received;
    }

    /** Whether the sender must not text the phone since it opted out. */
    public boolean hasOptedOut(String phone, String sender) {
        return phones.hasOptedOut(phone, sender);
    }

    /** The address that sends to the given phone when the messaging service picks. */
    public String defaultSender(String to) {
        return PhoneAddress.on(PhoneAddress.channel(to), account.phoneNumbers().get(0));
    }

    private String senderOf(OutboundText text) {
        return text.from() == null ? defaultSender(text.to()) : text.from();
    }

    private record Step(String status, @Nullable Integer errorCode) {}

    private List<Step> steps(OutboundText text, Instant now) {
        String sender = senderOf(text);
        PhoneBehavior behavior = phones.behavior(PhoneAddress.number(text.to()));
        Step queued = new Step("queued", null);
        if (phones.hasOptedOut(text.to(), sender)) {
            return List.of(queued, new Step("failed", OPTED_OUT));
        }
        if (PhoneAddress.isWhatsApp(text.to())
                && text.contentSid() == null
                && !phones.isWindowOpen(text.to(), sender, now)) {
            return List.of(queued, new Step("undelivered", OUTSIDE_WINDOW));
        }
        String last = String.valueOf(behavior.delivery());
        Step sent = new Step("sent", null);
        if (last.equals("failed")) {
            return List.of(queued, new Step(last, behavior.errorCodeOrDefault()));
        }
        if (behavior.fails()) {
            return List.of(queued, sent, new Step(last, behavior.errorCodeOrDefault()));
        }
        return switch (last) {
            case "sent" -> List.of(queued, sent);
            case "read" -> List.of(queued, sent, new Step("delivered", null), new Step("read", null));
            default -> List.of(queued, sent, new Step("delivered", null));
        };
    }

    private void advance(String sid, String sender, List<Step> steps, int next, Consumer<TextMessage> listener) {
        vertx.setTimer(STEP_MILLIS, timer -> {
            TextMessage current = messages.find(sid);
            if (current == null || next == steps.size()) {
                return;
            }
            Step step = steps.get(next);
            TextMessage changed = current.withStatus(step.status(), step.errorCode(), sender, clock.instant());
            messages.save(changed);
            listener.accept(changed);
            advance(sid, sender, steps, next + 1, listener);
        });
    }

    private static TextMessage text(
            Direction direction,
            String from,
            String to,
            String body,
            List<Media> media,
            @Nullable String conversationSid,
            String status,
            Instant now) {
        String sid = Sid.create(media.isEmpty() ? "SM" : "MM");
        return new TextMessage(
                sid,
                direction,
                from,
                to,
                body,
                media,
                List.of(),
                null,
                null,
                conversationSid,
                null,
                status,
                null,
                now,
                now,
                now);
    }
}
