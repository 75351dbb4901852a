package travel.baboo.messaging.sandbox.twilio.messaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import travel.baboo.messaging.sandbox.http.Json;

/** A file that goes with a message; the sandbox keeps its description, not its bytes. */
public record Media(String sid, String filename, String contentType, long size) {

    public Media {
        if (filename == null || filename.isBlank() || contentType == null || contentType.isBlank() || size < 0) {
            throw new IllegalArgumentException("media needs filename, contentType and size");
        }
    }

    /** As in REST answers. */
    public ObjectNode toJson() {
        return Json.object()
                .put("sid", sid)
                .put("size", size)
                .put("content_type", contentType)
                .put("filename", filename);
    }

    /** As in the {@code Media} field of webhooks. */
    public ObjectNode toWebhookJson() {
        return Json.object()
                .put("Sid", sid)
                .put("Filename", filename)
                .put("ContentType", contentType)
                .put("Size", size);
    }
}
