package travel.baboo.messaging.conversation.contactdetail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as it may be published.
 *
 * @param body the text, without the hidden contact details; null without a text
 * @param id id of the record of what was hidden; null if nothing was
 * @param hidden what was hidden; empty for nothing
 */
public record Checked(@Nullable String body, @Nullable UUID id, List<HiddenDetail> hidden) {

    /**
     * The member of a message's attributes that says what was hidden, so that clients of Twilio's SDK can show it. A browser can write it,
     * too: only {@code id} counts for us, and only with our own record of the same conversation.
     */
    public static final String ATTRIBUTE = "hiddenDetails";

    public Checked {
        hidden = List.copyOf(hidden);
    }

    public static Checked unchanged(@Nullable String body) {
        return new Checked(body, null, List.of());
    }

    /** Adds to the attributes what was hidden, if anything was. */
    public void mark(ObjectNode attributes) {
        if (id != null) {
            ObjectNode mark = attributes.putObject(ATTRIBUTE).put("id", id.toString());
            hidden.forEach(detail -> mark.withArray("details")
                    .addObject()
                    .put("kind", detail.kind())
                    .put("count", detail.count()));
        }
    }
}
