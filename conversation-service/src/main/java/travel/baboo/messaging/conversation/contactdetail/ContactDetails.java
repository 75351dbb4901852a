package travel.baboo.messaging.conversation.contactdetail;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.contactdetail.DetailRepository.Facts;

/**
 * Hides contact details in a text before it is published.
 *
 * <p>Promise: what is hidden was stored, encrypted, before. If it cannot be stored, the call fails and nothing is hidden. Reads nothing from
 * the database unless a text has contact details.
 */
@Singleton
public class ContactDetails {

    private static final Logger LOG = Logger.getLogger(ContactDetails.class);

    /** Twilio's limit for texts that are sent over REST, in characters. */
    private static final int MAX_BODY_LENGTH = 1600;

    private final Policies policies;
    private final DetailRepository repository;

    ContactDetails(Policies policies, DetailRepository repository) {
        this.policies = policies;
        this.repository = repository;
    }

    /** Whether a text may have to be changed, depending on its conversation and author. */
    public boolean mayChange(@Nullable String body) {
        return policies.canReplace() && body != null && !policies.find(body).isEmpty();
    }

    /** The text as it may be published. Flags nothing: messages are flagged when they are mirrored. */
    public Uni<Checked> check(Draft draft) {
        String body = draft.body();
        if (!policies.canReplace() || body == null || !policies.covers(draft.direction())) {
            return Uni.createFrom().item(Checked.unchanged(body));
        }
        Detection detection = policies.find(body);
        return detection.isEmpty()
                ? Uni.createFrom().item(Checked.unchanged(body))
                : repository
                        .facts(draft.conversationSid(), draft.author())
                        .chain(facts -> check(draft, detection, facts));
    }

    private Uni<Checked> check(Draft draft, Detection detection, Facts facts) {
        if (policies.mode(facts.mode(), facts.tag()) != Mode.REPLACE) {
            return Uni.createFrom().item(Checked.unchanged(draft.body()));
        }
        String body = policies.replaced(
                detection, Math.max(MAX_BODY_LENGTH, detection.text().length()));
        Checked checked = new Checked(body, draft.id(), detection.counts());
        return repository
                .keep(
                        draft,
                        checked.hidden(),
                        policies.cipher().encrypt(detection.text(), context(draft.id(), draft.conversationSid())))
                .replaceWith(checked);
    }

    /** Records which message was published instead. If that fails, the mirror records it when it receives the message. */
    public Uni<Void> published(Checked checked, String messageSid) {
        UUID id = checked.id();
        return id == null
                ? Uni.createFrom().voidItem()
                : repository
                        .link(id, messageSid)
                        .onFailure()
                        .invoke(failure -> LOG.debugf(
                                "messageSid=%s cause=%s A message with hidden contact details was not recorded yet",
                                messageSid, failure))
                        .onFailure()
                        .recoverWithNull();
    }

    /** Removes the record of a text that was not published. */
    public Uni<Void> forget(UUID id) {
        return policies.enabled() ? repository.remove(id) : Uni.createFrom().voidItem();
    }

    /** What was hidden under this id before; empty for nothing. */
    public Uni<List<HiddenDetail>> hidden(UUID id) {
        return policies.enabled() ? repository.hidden(id) : Uni.createFrom().item(List.of());
    }

    static String context(UUID id, String conversationSid) {
        return id + " " + conversationSid;
    }
}
