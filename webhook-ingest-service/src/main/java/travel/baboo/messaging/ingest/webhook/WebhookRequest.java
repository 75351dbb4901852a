package travel.baboo.messaging.ingest.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.ingest.signature.Form;

/**
 * A webhook as it was received: what the journal keeps and the publisher reads.
 *
 * @param kind how the fields are carried
 * @param path raw
 * @param query raw, with its question mark; empty when there is none
 * @param body as received; empty for GET
 * @param traceparent the W3C trace context it was received in; null when it was not traced
 */
public record WebhookRequest(
        Kind kind, Instant receivedAt, String path, String query, byte[] body, @Nullable String traceparent) {

    /** How a webhook carries its fields. */
    public enum Kind {
        /** A form in the body. */
        FORM(0),
        /** A JSON object in the body, covered by {@code bodySHA256}. */
        JSON(1),
        /** A form in the query. */
        QUERY(2),
        /** One CloudEvent of Event Streams in the body. */
        CLOUD_EVENT(3);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        /** What the journal writes for it; never changes. */
        byte code() {
            return code;
        }

        static Kind ofCode(byte code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code == code)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown kind of webhook: " + code));
        }
    }

    /** The form in body or query; otherwise an empty one. */
    public Form form() {
        return switch (kind) {
            case FORM -> Form.decode(body);
            case QUERY ->
                Form.decode(query.isEmpty() ? new byte[0] : query.substring(1).getBytes(StandardCharsets.UTF_8));
            case JSON, CLOUD_EVENT -> Form.decode(new byte[0]);
        };
    }
}
