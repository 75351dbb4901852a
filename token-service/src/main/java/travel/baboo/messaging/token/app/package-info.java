/** Tokens for people who are logged in to the app: {@code POST /api/twilio/token}. */
@NullMarked
package travel.baboo.messaging.token.app;

import org.jspecify.annotations.NullMarked;
