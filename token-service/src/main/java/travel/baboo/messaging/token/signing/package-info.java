/** The API key that signs tokens: read from the environment or mounted files, and replaced at run time. */
@NullMarked
package travel.baboo.messaging.token.signing;

import org.jspecify.annotations.NullMarked;
