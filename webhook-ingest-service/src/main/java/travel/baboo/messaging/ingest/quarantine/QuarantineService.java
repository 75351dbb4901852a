package travel.baboo.messaging.ingest.quarantine;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.RedactedFields;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.ingest.journal.QuarantineFolder;
import travel.baboo.messaging.ingest.journal.QuarantinedItem;
import travel.baboo.messaging.ingest.webhook.WebhookEvents;
import travel.baboo.messaging.ingest.webhook.WebhookRequestCodec;

/** Operators' actions on the quarantine. Blocks on file access. */
final class QuarantineService {

    /** An action on one item. */
    private interface Action {
        void on(QuarantinedItem item) throws IOException;
    }

    private final QuarantineFolder folder;
    private final WebhookEvents events;

    QuarantineService(QuarantineFolder folder, ObjectMapper json) {
        this.folder = folder;
        this.events = WebhookEvents.with(json);
    }

    List<QuarantinedItem> list() throws IOException {
        return folder.list();
    }

    Optional<QuarantineDetails> find(String name) throws IOException {
        Optional<QuarantinedItem> item = folder.find(name);
        return item.isEmpty() ? Optional.empty() : Optional.of(details(item.get()));
    }

    @SuppressWarnings("CatchingUnchecked") // Damaged bytes are what a quarantine may hold.
    private QuarantineDetails details(QuarantinedItem item) throws IOException {
        if (!item.reinjectable()) {
            return new QuarantineDetails(item, null, null);
        }
        try {
            TwilioEvent event = events.read(WebhookRequestCodec.decode(folder.read(item)));
            return new QuarantineDetails(
                    item, CloudEventAttributes.of(event).id(), RedactedFields.show(event.fields()));
        } catch (RuntimeException noEvent) {
            return new QuarantineDetails(item, null, null);
        }
    }

    /**
     * Marks records for re-injection; the service checks every second.
     *
     * @param names which; null for all that can be re-injected
     */
    QuarantineReport reinject(@Nullable List<String> names, boolean dryRun) throws IOException {
        List<String> wanted = names == null
                ? folder.list().stream()
                        .filter(QuarantinedItem::reinjectable)
                        .map(QuarantinedItem::name)
                        .toList()
                : names;
        return change(wanted, true, dryRun, folder::mark);
    }

    /** Deletes items for good. */
    QuarantineReport drop(List<String> names, String reason, boolean dryRun) throws IOException {
        return change(names, false, dryRun, item -> folder.drop(item, reason));
    }

    private QuarantineReport change(List<String> names, boolean wholeRecords, boolean dryRun, Action action)
            throws IOException {
        List<String> done = new ArrayList<>();
        List<String> notDone = new ArrayList<>();
        for (String name : names) {
            Optional<QuarantinedItem> item = folder.find(name).filter(found -> !wholeRecords || found.reinjectable());
            if (item.isEmpty()) {
                notDone.add(name);
                continue;
            }
            if (!dryRun) {
                action.on(item.get());
            }
            done.add(name);
        }
        return new QuarantineReport(dryRun, done, notDone);
    }
}
