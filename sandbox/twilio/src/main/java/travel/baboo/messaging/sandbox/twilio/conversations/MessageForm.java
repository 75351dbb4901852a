package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import travel.baboo.messaging.sandbox.twilio.Parameters;
import travel.baboo.messaging.sandbox.twilio.Sid;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.messaging.Contents;
import travel.baboo.messaging.sandbox.twilio.messaging.Media;

/** Reads the parameters of a message and checks them. */
public final class MessageForm {

    private static final int BODY_CHARACTERS = 1600;
    private static final int ATTRIBUTES_BYTES = 4 * 1024;

    private final Contents contents;

    public MessageForm(Contents contents) {
        this.contents = contents;
    }

    /** A template wins over body and media. */
    public MessageDraft create(Parameters body) {
        String contentSid = body.text("ContentSid");
        boolean template = contentSid != null && !contentSid.isEmpty();
        String templateText = contentSid == null || contentSid.isEmpty() ? null : render(contentSid, body);
        List<Media> media = template ? List.of() : media(body);
        String text = body.text("Body", BODY_CHARACTERS);
        if (!template && media.isEmpty() && (text == null || text.isEmpty())) {
            throw TwilioException.missing("Body");
        }
        String author = body.text("Author", 256);
        return new MessageDraft(
                author == null || author.isEmpty() ? "system" : author,
                template || (text != null && text.isEmpty()) ? null : text,
                media,
                Objects.requireNonNullElse(body.json("Attributes", ATTRIBUTES_BYTES), "{}"),
                template ? contentSid : null,
                templateText,
                body.text("Subject", 256),
                body.instant("DateCreated"),
                body.instant("DateUpdated"));
    }

    public Message update(Parameters body, Message before, Instant now) {
        return new Message(
                before.sid(),
                before.index(),
                Objects.requireNonNullElse(body.text("Author", 256), before.author()),
                before.participantSid(),
                body.has("Body") ? body.text("Body", BODY_CHARACTERS) : before.body(),
                before.media(),
                Objects.requireNonNullElse(body.json("Attributes", ATTRIBUTES_BYTES), before.attributes()),
                before.contentSid(),
                body.has("Subject") ? body.text("Subject", 256) : before.subject(),
                Objects.requireNonNullElse(body.instant("DateCreated"), before.created()),
                Objects.requireNonNullElse(body.instant("DateUpdated"), now));
    }

    private String render(String contentSid, Parameters body) {
        String rendered;
        try {
            rendered = Sid.is("HX", contentSid) ? contents.render(contentSid, body.text("ContentVariables")) : null;
        } catch (IllegalArgumentException e) {
            throw TwilioException.invalid("ContentVariables");
        }
        if (rendered == null) {
            throw TwilioException.badRequest(50526, "ContentSid is not valid: " + contentSid);
        }
        return rendered;
    }

    private List<Media> media(Parameters body) {
        return body.all("MediaSid").stream().map(this::media).toList();
    }

    private Media media(String sid) {
        if (!Sid.is("ME", sid)) {
            throw TwilioException.invalid("MediaSid");
        }
        Media found = contents.findMedia(sid);
        if (found == null) {
            throw TwilioException.notFound("/Media/" + sid);
        }
        return found;
    }
}
