/** The API key that signs tokens: read from the environment or from mounted files, and replaced while the service runs. */
@NullMarked
package travel.baboo.messaging.token.signing;

import org.jspecify.annotations.NullMarked;
