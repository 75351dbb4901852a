/** Decides whether a request is Twilio's. Knows bytes, URLs and keys, nothing of HTTP frameworks. */
@NullMarked
package travel.baboo.messaging.ingest.signature;

import org.jspecify.annotations.NullMarked;
