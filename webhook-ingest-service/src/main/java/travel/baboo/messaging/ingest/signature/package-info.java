/** Decides whether a request is from Twilio. Handles bytes, URLs and keys, and knows no HTTP framework. */
@NullMarked
package travel.baboo.messaging.ingest.signature;

import org.jspecify.annotations.NullMarked;
