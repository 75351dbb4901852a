package travel.baboo.messaging.ingest.webhook;

import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.ingest.signature.RequestOrigins;
import travel.baboo.messaging.ingest.signature.Signature;

/**
 * A request of Event Streams as received.
 *
 * @param query raw, with its question mark; empty when there is none
 * @param body its first {@link StreamService#LARGEST_BODY} bytes
 * @param hash the hexadecimal SHA-256 of all of the body
 * @param cut whether the body was longer
 * @param authorization the header; null when it was missing
 */
record StreamedBatch(
        String path,
        String query,
        byte[] body,
        String hash,
        boolean cut,
        Signature signature,
        @Nullable String authorization,
        RequestOrigins origins,
        @Nullable String traceparent) {}
