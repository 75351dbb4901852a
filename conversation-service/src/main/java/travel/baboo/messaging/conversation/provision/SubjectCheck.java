package travel.baboo.messaging.conversation.provision;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.content.v1.Content;
import com.twilio.rest.content.v1.content.ApprovalFetch;
import com.twilio.rest.conversations.v1.service.ParticipantConversation;
import com.twilio.rest.conversations.v1.service.User;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks one identity, one phone and one template. */
final class SubjectCheck {

    private static final int LOOKED_THROUGH = 2000;
    private static final int SHOWN = 20;
    private static final int MESSAGES = 100;
    private static final Duration WINDOW = Duration.ofHours(24);

    private final TwilioRestClient client;
    private final String service;
    private final Findings findings;

    SubjectCheck(TwilioRestClient client, String service, Findings findings) {
        this.client = client;
        this.service = service;
        this.findings = findings;
    }

    void examine(DoctorSubject subject) {
        subject.identity()
                .ifPresent(identity -> findings.check("identity", "No user has it.", () -> identity(identity)));
        subject.address()
                .ifPresent(
                        address -> findings.check("WhatsApp window", "No such conversation.", () -> window(address)));
        subject.contentSid()
                .ifPresent(
                        sid -> findings.check("template", "Make it in Twilio's Content editor.", () -> template(sid)));
    }

    private void identity(String identity) {
        List<String> similar = new ArrayList<>();
        boolean known = false;
        for (User user : User.reader(service).limit(LOOKED_THROUGH).read(client)) {
            known |= identity.equals(user.getIdentity());
            if (!identity.equals(user.getIdentity()) && normal(identity).equals(normal(user.getIdentity()))) {
                similar.add("\"" + user.getIdentity() + "\"");
            }
        }
        if (known) {
            findings.ok("identity", "known under exactly this spelling");
        } else if (similar.isEmpty()) {
            findings.failed("identity", "unknown to Twilio", "It becomes known when it first takes part or logs in.");
        }
        if (!similar.isEmpty()) {
            findings.failed(
                    "identity spelling",
                    "others differ only in case or blanks: " + String.join(", ", similar),
                    "Let the login give one spelling: to Twilio these are different people.");
        }
        conversations(identity);
    }

    private void conversations(String identity) {
        List<String> names = new ArrayList<>();
        int count = 0;
        for (ParticipantConversation membership :
                ParticipantConversation.reader(service).setIdentity(identity).read(client)) {
            if (++count <= SHOWN) {
                names.add(membership.getConversationSid() + " (" + membership.getConversationState() + ")");
            }
        }
        if (count == 0) {
            findings.warning("conversations", "in none", "Add the identity, in exactly this spelling, as participant.");
        } else {
            findings.ok("conversations", "in " + count + ": " + String.join(", ", names));
        }
    }

    private static String normal(String identity) {
        return identity.strip().toLowerCase(java.util.Locale.ROOT);
    }

    /** The latest word from the phone decides: WhatsApp takes free text for a day from then. */
    private void window(String address) {
        Optional<Instant> latest = Optional.empty();
        boolean bound = false;
        for (ParticipantConversation membership : ParticipantConversation.reader(service)
                .setAddress(address)
                .limit(SHOWN)
                .read(client)) {
            bound = true;
            Optional<Instant> here = latestFrom(address, membership.getConversationSid());
            if (latest.isEmpty() || here.filter(latest.get()::isBefore).isPresent()) {
                latest = here;
            }
        }
        if (!bound) {
            findings.failed(
                    "WhatsApp window", "the address takes part in no conversation", "Check its spelling: whatsapp:+…");
        } else if (latest.isEmpty()) {
            findings.warning("WhatsApp window", "never opened", "Send an approved template (contentSid).");
        } else if (latest.get().plus(WINDOW).isBefore(Instant.now())) {
            findings.warning(
                    "WhatsApp window",
                    "closed since " + latest.get().plus(WINDOW),
                    "Send an approved template (contentSid).");
        } else {
            findings.ok("WhatsApp window", "open until " + latest.get().plus(WINDOW));
        }
    }

    private Optional<Instant> latestFrom(String address, String conversation) {
        for (Message message : Message.reader(service, conversation)
                .setOrder(Message.OrderType.DESC)
                .pageSize(MESSAGES)
                .limit(MESSAGES)
                .read(client)) {
            boolean ours =
                    message.getAttributes() != null && message.getAttributes().contains("\"clientId\"");
            if (address.equals(message.getAuthor()) && !ours) {
                return Optional.of(message.getDateCreated().toInstant());
            }
        }
        return Optional.empty();
    }

    private void template(String sid) {
        Content content = Content.fetcher(sid).fetch(client);
        Object approval = ApprovalFetch.fetcher(sid).fetch(client).getWhatsapp();
        String status = approval instanceof Map<?, ?> fields ? String.valueOf(fields.get("status")) : "unsubmitted";
        if (status.equals("approved")) {
            findings.ok("template", content.getSid() + " is approved for WhatsApp");
        } else {
            findings.failed("template", content.getSid() + " is " + status, "Have it approved by WhatsApp first.");
        }
    }
}
